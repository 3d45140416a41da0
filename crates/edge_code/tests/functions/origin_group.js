import cf from 'cloudfront';

function handler(event) {
    cf.createRequestOriginGroup({
        originIds: [{ originId: 'primary' }, { originId: 'secondary' }],
        failoverCriteria: { statusCodes: [500, 502] },
    });
    event.request.headers['x-edge'] = { value: cf.edgeLocation.name };
    return event.request;
}
