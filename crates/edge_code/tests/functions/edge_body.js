import { createHash, createHmac } from 'node:crypto';

export async function handler(event) {
  const request = event.Records[0].cf.request;
  const form = new URLSearchParams(Buffer.from(request.body.data, 'base64').toString());
  form.delete('password');
  request.body = { action: 'replace', encoding: 'text', data: form.toString() };
  request.headers['x-sum'] = [{ key: 'X-Sum', value: createHash('sha1').update(form.get('user')).digest('hex') }];
  request.headers['x-mac'] = [{ key: 'X-Mac', value: createHmac('sha256', 'k').update('x').digest('base64') }];
  return request;
}
