//! Route 53.

use super::To::{Block, Each, Name};
use super::{Field, Part, fields};
use crate::resource::Resource;
use crate::value::{Kind, Value};

pub(super) const RECORD: &[Field] = &[
    Field("TTL", Name("ttl")),
    Field("ResourceRecords", Each("records", "Value")),
    Field("AliasTarget", Block("alias", &[Field("DNSName", Name("name")), Field("HostedZoneId", Name("zone_id"))])),
    Field("HostedZoneId", Name("zone_id")),
    Field("GeoLocation", Block("geolocation_routing_policy", &[])),
];

/// A group of records, each on its own.
pub(super) fn group(part: &Part<'_>, kind: &str) -> Vec<Resource> {
    let Some(records) = part.get("RecordSets") else { return Vec::new() };
    let zone = part.get("HostedZoneId");
    let record = |(index, record): (usize, &Value)| {
        let mut attributes = fields(record, RECORD);
        if let (Kind::Object(object), Some(zone)) = (&mut attributes.kind, zone) {
            object.set("zone_id", zone.span, zone.clone());
        }
        let mut resource = part.further(&index.to_string(), kind, attributes);
        resource.span = record.span.or(part.span);
        resource
    };
    records.items().iter().enumerate().map(record).collect()
}
