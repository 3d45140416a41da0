// Metadata of the object takes the header's place.
export const handler = async ({ Records: [{ cf: { response } }] }) => {
  const [meta] = response.headers['x-amz-meta-last-modified'] ?? [];
  if (meta) response.headers['last-modified'] = [{ key: 'Last-Modified', value: meta.value }];
  return response;
};
