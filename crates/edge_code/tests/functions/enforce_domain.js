// Every other name of the distribution leads to this one, the page and its parameters kept.
const name = 'www.example.com';

function handler(event) {
    const request = event.request;
    if (request.headers.host.value.toLowerCase() === name) return request;
    const query = request.rawQueryString();
    const page = query === undefined ? request.uri : request.uri + '?' + query;
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: 'https://' + name + page } } };
}
