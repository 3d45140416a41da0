import cf from 'cloudfront';

function handler(event) {
    cf.updateRequestOrigin({ domainName: 'https://origin.example.com' });
    return event.request;
}
