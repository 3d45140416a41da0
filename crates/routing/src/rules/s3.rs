//! Amazon S3: the REST endpoint, then the website endpoint, each in the order in which a request meets the rules.

use crate::rule::rules;

rules! {
    /// Header fields and query may have 8,192 bytes together.
    HEADERS_TOO_LARGE = Documented S3HeadersTooLarge, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        "https://github.com/nhs-england-tools/terraform-aws-opennext/issues/22",
        "https://github.com/department-of-veterans-affairs/va.gov-team/issues/89412",
    ];
    /// The `Host`, or the path's first segment, names the bucket.
    BUCKET = Documented S3Bucket, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ];
    /// The `Host` is the name of something else, as when CloudFront forwards the viewer's.
    HOST_FOREIGN = Observed S3HostForeign, [
        "https://github.com/webiny/webiny-js/issues/2639",
        "https://github.com/serverless-nextjs/serverless-next.js/pull/412",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
    ];
    /// There is no such bucket.
    BUCKET_NOT_FOUND = Documented S3BucketNotFound, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// The bucket is in another region than the endpoint.
    REGION = Documented S3Region, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-400-bad-request.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// The signature, where there is one.
    SIGNATURE = Documented S3Signature, [
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html",
        "https://github.com/volojs/volo/issues/218",
        "https://github.com/kaliber-scala/play-s3/issues/73",
        "https://github.com/aws/aws-sdk-php/issues/97",
        "https://github.com/jasonsims/aws-cloudfront-sign/issues/8",
        "https://github.com/catalyst/moodle-tool_objectfs/issues/303",
    ];
    /// The method.
    METHOD = Observed S3Method, [
        "https://github.com/mhart/aws4fetch/issues/14",
        "https://github.com/FineUploader/fine-uploader/issues/1016",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// Who may read.
    ACCESS = Documented S3Access, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    ];
    /// Conditions of the bucket policy.
    BUCKET_POLICY = Documented S3BucketPolicy, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html",
    ];
    /// Objects that are encrypted with a KMS key.
    KMS = Documented S3Kms, [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
        "https://github.com/aws/aws-sdk-php/issues/1568",
    ];
    /// The CORS rules of the bucket.
    CORS = Documented S3Cors, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html",
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
    /// A website that sends every request elsewhere.
    WEBSITE_REDIRECT_ALL = Documented S3WebsiteRedirectAll, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html",
    ];
    /// A routing rule of a website.
    WEBSITE_ROUTING_RULE = Documented S3WebsiteRoutingRule, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html",
        "https://github.com/gatsby-uc/gatsby-plugin-s3/issues/8",
    ];
    /// An object that sends who asks for it elsewhere.
    WEBSITE_OBJECT_REDIRECT = Documented S3WebsiteObjectRedirect, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html",
        "https://github.com/widdix/aws-cf-templates/issues/202",
    ];
    /// No bucket of that name, or none with a website.
    WEBSITE_NOT_FOUND = Observed S3WebsiteNotFound, [
        "https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/s3/website_hosting.py",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ];
    /// A website endpoint takes GET and HEAD.
    WEBSITE_METHOD = Documented S3WebsiteMethod, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
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
    WEBSITE_REDIRECT = Observed S3WebsiteRedirect, [
        "https://github.com/docker/docs/issues/15151",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html",
    ];
    /// There is no such object.
    WEBSITE_KEY_NOT_FOUND = Observed S3WebsiteKeyNotFound, [
        "https://github.com/metanorma/metanorma.org/issues/428",
        "https://github.com/eudicots/Cactus/issues/244",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html",
    ];
    /// The error document takes the place of S3's own page.
    WEBSITE_ERROR_DOCUMENT = Documented S3WebsiteErrorDocument, [
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html",
    ];
}
