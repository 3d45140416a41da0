const share = 1;
exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  if (Math.random() < share) {
    const domainName = 'amzn-s3-demo-bucket2.s3.us-east-1.amazonaws.com';
    Object.assign(request.origin.s3, { domainName, region: '' });
    request.headers.host[0].value = domainName;
  }
  return request;
};
