//! The network that a request came from.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A bare address (with or without a port) folded to its /24 (IPv4) or /48 (IPv6); a prefix or any other
/// name of a network as it is.
pub(super) fn network(text: Cow<'_, str>) -> Cow<'_, str> {
    let address = text.trim();
    if address.contains('/') {
        return text;
    }
    let parsed =
        address.parse::<IpAddr>().or_else(|_| address.parse::<SocketAddr>().map(|socket| socket.ip()));
    match parsed.map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            Cow::Owned(format!("{}/24", Ipv4Addr::new(a, b, c, 0)))
        }
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            Cow::Owned(format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)))
        }
        Err(_) => text,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_fold_and_names_stay() {
        let network = |text: &'static str| super::network(text.into()).into_owned();
        assert_eq!(network("192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("192.0.2.77:443"), "192.0.2.0/24");
        assert_eq!(network("::ffff:192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("2001:db8:1:2::3"), "2001:db8:1::/48");
        assert_eq!(network("[2001:db8:1:2::3]:443"), "2001:db8:1::/48");
        assert_eq!(network("192.0.2.0/25"), "192.0.2.0/25");
        assert_eq!(network("AS64496"), "AS64496");
    }
}
