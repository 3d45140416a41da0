export const handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (response.status !== '404') return response;
  const target = new URL(request.uri, 'https://www.example.com');
  target.searchParams.set('from', request.uri);
  target.pathname = '/search';
  return {
    ...response,
    status: '302',
    statusDescription: 'Found',
    headers: { location: [{ key: 'Location', value: target.href }] },
  };
};
