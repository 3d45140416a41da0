import cf from 'cloudfront';

// The first segment names an experiment; the store says how its visitors are divided.
async function handler(event) {
    const request = event.request;
    const name = request.uri.split('/')[1];
    const seen = request.cookies.experiment;
    if (!name || (seen && seen.value === name)) return request;
    try {
        const experiment = await cf.kvs().get(name, { format: 'json' });
        const version = Math.random() < experiment.share ? experiment.first : experiment.second;
        request.uri = '/' + version + request.uri.slice(name.length + 1);
    } catch (error) {
        console.log('no experiment: ' + name);
    }
    return request;
}
