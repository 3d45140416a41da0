//! Address ranges.

use std::net::Ipv4Addr;

use crate::value::{Kind, Value};

use super::Call;

/// The call, where it is of such a function.
pub fn call(call: &Call<'_>) -> Option<Value> {
    let range = || {
        let text = call.text(0)?;
        let (address, length) = text.split_once('/')?;
        let address: Ipv4Addr = address.parse().ok()?;
        let length: u32 = length.parse().ok().filter(|length| *length <= 32)?;
        Some((u32::from(address) & mask(length), length))
    };
    let found = match call.name {
        "cidrsubnet" => range().zip(call.number(1)).zip(call.number(2)).and_then(|(((base, length), more), number)| {
            let longer = length.checked_add(more as u32).filter(|longer| *longer <= 32)?;
            subnet(base, longer, number as u32)
        }),
        "cidrhost" => range()
            .zip(call.number(1))
            .map(|((base, _), number)| Ipv4Addr::from(base.wrapping_add(number as u32)).to_string()),
        "cidrnetmask" => range().map(|(_, length)| Ipv4Addr::from(mask(length)).to_string()),
        "cidrsubnets" => {
            let Some((base, length)) = range() else { return Some(call.unknown()) };
            let mut at = base;
            let subnets = call.args.iter().skip(1).map(|more| {
                let longer = length.checked_add(more.to_number()? as u32).filter(|longer| *longer <= 32)?;
                let text = subnet(at, longer, 0)?;
                at = at.wrapping_add(1_u32.checked_shl(32 - longer).unwrap_or(0));
                Some(Value::text(text, call.span))
            });
            let subnets: Option<Vec<Value>> = subnets.collect();
            return Some(subnets.map_or_else(|| call.unknown(), |subnets| call.give(Kind::List(subnets))));
        }
        _ => return None,
    };
    Some(found.map_or_else(|| call.unknown(), |text| call.give_text(text)))
}

fn mask(length: u32) -> u32 {
    u32::MAX.checked_shl(32 - length).unwrap_or(0)
}

fn subnet(base: u32, length: u32, number: u32) -> Option<String> {
    let step = number.checked_shl(32 - length).unwrap_or(0);
    Some(format!("{}/{length}", Ipv4Addr::from(base.checked_add(step)?)))
}
