const sites = new Map([['TW', 'tw.example.com'], ['DE', 'de.example.com']]);
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const site = sites.get(request.headers['cloudfront-viewer-country']?.[0].value);
  return site
    ? { status: '302', statusDescription: 'Found', headers: { location: [{ key: 'Location', value: `https://${site}/` }] } }
    : request;
};
