const page = '<!doctype html><title>Back soon</title><p>We are moving house.';

function handler(event) {
    return {
        statusCode: 503,
        statusDescription: 'Service Unavailable',
        headers: {
            'content-type': { value: 'text/html; charset=utf-8' },
            'retry-after': { value: String(Math.ceil((Date.UTC(2026, 0, 2) - Date.now()) / 1000)) },
        },
        body: { encoding: 'base64', data: Buffer.from(page).toString('base64') },
    };
}
