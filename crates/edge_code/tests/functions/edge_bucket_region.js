exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  const region = { DE: 'eu-central-1', JP: 'ap-northeast-1' }[request.headers['cloudfront-viewer-country']?.[0].value];
  if (region) {
    request.origin.s3.region = region;
    request.origin.s3.domainName = `amzn-s3-demo-bucket-in-${region}.s3.${region}.amazonaws.com`;
    request.headers.host = [{ key: 'host', value: request.origin.s3.domainName }];
  }
  return request;
};
