//! Amazon S3: the REST endpoint, then the website endpoint, each in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// The `Host`, or the path's first segment, names the bucket.
    BUCKET = Documented S3Bucket, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ];
    /// The `Host` is the name of something else, as when CloudFront forwards the viewer's.
    HOST_FOREIGN = Documented S3HostForeign, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ];
    /// There is no such bucket.
    BUCKET_NOT_FOUND = Documented S3BucketNotFound, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// The bucket is in another region than the endpoint.
    REGION = Observed S3Region, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-400-bad-request.html",
        "Public capture of a bucket asked in the wrong region, 2022-02",
    ];
    /// The signature, where there is one.
    SIGNATURE = Documented S3Signature, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html",
    ];
    /// The method.
    METHOD = Observed S3Method, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        "Public captures of POST requests for an object, 2019 to 2025",
    ];
    /// Who may read.
    ACCESS = Documented S3Access, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ];
    /// The root has no key: it is the bucket's listing.
    LIST = Documented S3List, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    ];
    /// The path, decoded, is the key.
    OBJECT = Documented S3Object, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    ];
    /// There is no such object: 404 for whom may list the bucket, 403 for whom may not.
    KEY_NOT_FOUND = Documented S3KeyNotFound, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
        "https://repost.aws/knowledge-center/s3-website-cloudfront-error-403",
    ];
    /// A website endpoint speaks HTTP alone.
    WEBSITE_HTTPS = Documented S3WebsiteHttps, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
    ];
    /// The `Host` names the bucket of a website endpoint.
    WEBSITE_BUCKET = Documented S3WebsiteBucket, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ];
    /// No bucket of that name, or none with a website.
    WEBSITE_NOT_FOUND = Observed S3WebsiteNotFound, [
        "https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/s3/website_hosting.py",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// A website endpoint takes GET and HEAD.
    WEBSITE_METHOD = Observed S3WebsiteMethod, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
        "Public capture of a POST to a website endpoint, 2025",
    ];
    /// A website endpoint serves what is public.
    WEBSITE_ACCESS = Observed S3WebsiteAccess, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html",
        "https://github.com/ot-nemoto/ConnectToS3WebsiteDemo",
    ];
    /// A folder stands for its index document.
    WEBSITE_INDEX = Documented S3WebsiteIndex, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html",
    ];
    /// A folder without its slash is redirected to the one with it.
    WEBSITE_REDIRECT = Documented S3WebsiteRedirect, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html",
    ];
    /// There is no such object.
    WEBSITE_KEY_NOT_FOUND = Observed S3WebsiteKeyNotFound, [
        "Public captures of the pages of website endpoints, 2020 to 2025",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html",
    ];
    /// The error document takes the place of S3's own page.
    WEBSITE_ERROR_DOCUMENT = Documented S3WebsiteErrorDocument, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html",
    ];
}
