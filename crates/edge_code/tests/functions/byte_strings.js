var crypto = require('crypto');
var querystring = require('querystring');

function handler(event) {
    var request = event.request;
    request.headers['x-md5'] = { value: crypto.createHash('md5').update('abc').digest('hex') };
    request.headers['x-text'] = { value: String.bytesFrom('44GC', 'base64').fromUTF8() };
    request.headers['x-query'] = { value: querystring.stringify({ a: ['1', '2'], b: 'x y' }) };
    request.headers['x-bytes'] = { value: String('あ'.toUTF8().length) };
    return request;
}
