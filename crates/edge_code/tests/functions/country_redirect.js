const sites = { JP: 'ja', DE: 'de' };

function handler(event) {
    const country = event.request.headers['cloudfront-viewer-country'];
    const language = country && sites[country.value];
    if (event.request.uri !== '/' || !language) return event.request;
    return { statusCode: 302, headers: { location: { value: '/' + language + '/' } } };
}
