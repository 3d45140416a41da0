exports.handler = async (event) => {
  const { response } = event.Records[0].cf;
  if (Number(response.status) < 400) return response;
  response.status = 200;
  response.statusDescription = 'OK';
  response.headers['content-type'] = [{ key: 'Content-Type', value: 'text/html' }];
  response.body = '<p>Back in a moment.</p>';
  return response;
};
