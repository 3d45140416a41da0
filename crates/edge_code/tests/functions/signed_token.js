// Accepts ?token=PAYLOAD.MAC, both base64url, the code being an HMAC-SHA256 of the payload.
const crypto = require('crypto');
const secret = 'not a real secret';

function valid(token) {
    const parts = token.split('.');
    if (parts.length !== 2) return false;
    const mac = crypto.createHmac('sha256', secret).update(parts[0]).digest('base64url');
    if (mac !== parts[1]) return false;
    const payload = JSON.parse(Buffer.from(parts[0], 'base64url').toString());
    return payload.exp * 1000 > Date.now();
}

function handler(event) {
    const token = event.request.querystring.token;
    if (!token || !valid(token.value)) {
        return { statusCode: 403, statusDescription: 'Forbidden' };
    }
    delete event.request.querystring.token;
    return event.request;
}
