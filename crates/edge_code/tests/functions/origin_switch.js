import cf from 'cloudfront';

function handler(event) {
    const request = event.request;
    const country = request.headers['cloudfront-viewer-country'];
    if (country && country.value === 'JP') {
        cf.updateRequestOrigin({
            domainName: 'origin-jp.example.com',
            originPath: '/v2',
            customHeaders: { 'x-region': 'jp' },
            timeouts: { readTimeout: 30, connectionTimeout: 5 },
        });
    } else {
        cf.selectRequestOriginById('rest-of-world');
    }
    return request;
}
