import cf from 'cloudfront';

const nearest = { JP: 'ap-northeast-1', DE: 'eu-central-1' };

function handler(event) {
    const country = event.request.headers['cloudfront-viewer-country'];
    const region = (country && nearest[country.value]) || 'us-east-1';
    cf.updateRequestOrigin({
        domainName: `amzn-s3-demo-bucket-${region}.s3.${region}.amazonaws.com`,
        originAccessControlConfig: {
            enabled: true, region: region, signingBehavior: 'always', signingProtocol: 'sigv4', originType: 's3',
        },
    });
    return event.request;
}
