const { S3Client } = require('@aws-sdk/client-s3');
exports.handler = async (event) => event.Records[0].cf.request;
