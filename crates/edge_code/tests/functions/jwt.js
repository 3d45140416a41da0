// Lets a request pass whose parameter "jwt" is a token signed with HMAC-SHA256 (RFC 7519) and in force.
const crypto = require('crypto');
const secret = 'not a real secret';

function claims(token, secret) {
    const parts = token.split('.');
    if (parts.length !== 3) throw new Error('three parts are needed');
    const mac = crypto.createHmac('sha256', secret).update(parts[0] + '.' + parts[1]).digest('base64url');
    let differs = mac.length ^ parts[2].length;
    for (let i = 0; i < mac.length; i++) differs |= mac.charCodeAt(i) ^ parts[2].charCodeAt(i);
    if (differs) throw new Error('the signature is another');
    const found = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    const now = Date.now() / 1000;
    if (found.nbf > now) throw new Error('too early');
    if (found.exp < now) throw new Error('too late');
    return found;
}

function handler(event) {
    const query = event.request.querystring;
    try {
        if (!query.jwt) throw new Error('no token');
        console.log(claims(query.jwt.value, secret).sub + ' may pass');
    } catch (error) {
        console.log(error.message);
        return { statusCode: 401, statusDescription: 'Unauthorized' };
    }
    delete query.jwt;
    return event.request;
}
