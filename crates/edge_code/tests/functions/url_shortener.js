import cf from 'cloudfront';

const links = cf.kvs();

async function handler(event) {
    const key = event.request.uri.slice(1);
    if (!(await links.exists(key))) {
        return { statusCode: 404, statusDescription: 'Not Found' };
    }
    const link = await links.get(key, { format: 'json' });
    return { statusCode: link.status, headers: { location: { value: link.to } } };
}
