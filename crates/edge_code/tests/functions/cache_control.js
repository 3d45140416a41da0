// What succeeded may be kept for a day.
async function handler(event) {
    const response = event.response;
    if (response.statusCode < 400) {
        response.headers['cache-control'] = { value: 'public, max-age=86400' };
    }
    return response;
}
