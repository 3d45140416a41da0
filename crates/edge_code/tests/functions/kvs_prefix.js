import cf from 'cloudfront';

const places = cf.kvs();

// Readable first segments stand for the folders that the store names.
async function handler(event) {
    const request = event.request;
    const segments = request.uri.split('/');
    if (await places.exists(segments[1])) {
        segments[1] = await places.get(segments[1]);
        request.uri = segments.join('/');
    }
    const about = await places.meta();
    request.headers['x-places'] = { value: String(about.keyCount) };
    return request;
}
