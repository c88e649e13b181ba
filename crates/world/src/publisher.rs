//! Who publishes.

use claims::PublisherClass;
use rustc_hash::FxHashMap;

use crate::{Item, ItemId, Kind, World};

/// A publisher with what the record must know of it (RECORD.md, L4).
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'w> {
    /// Its row.
    pub item: &'w Item,
    /// Which sort of source it is.
    pub class: PublisherClass,
    /// The state that owns it or for which it speaks; for papers and agencies, where it is published.
    pub state: Option<&'w str>,
}

/// Publishers by domain and by name.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    domains: FxHashMap<String, ItemId>,
    names: FxHashMap<String, ItemId>,
}

impl Addresses {
    pub(crate) fn of(world: &World) -> Addresses {
        let mut found = Addresses::default();
        for item in world.table(Kind::Publishers) {
            found.names.entry(item.id.to_string()).or_insert(item.number);
            for domain in item.list("domains") {
                found.domains.entry(domain.to_lowercase()).or_insert(item.number);
            }
            for (column, cell) in &item.cells {
                if crate::names::heading(column).is_some() && !Kind::Publishers.columns().contains(&&**column) {
                    for name in crate::item::alternatives(cell) {
                        found.names.entry(key(name)).or_insert(item.number);
                    }
                }
            }
        }
        found
    }

    pub(crate) fn publisher<'w>(&self, world: &'w World, name_or_address: &str) -> Option<Publisher<'w>> {
        let written = name_or_address.trim();
        let number = self.names.get(&key(written)).or_else(|| self.by_address(written))?;
        let item = world.items.get(number.0 as usize)?;
        let class = item.attribute("class").and_then(|c| c.parse().ok()).unwrap_or(PublisherClass::Unknown);
        Some(Publisher { item, class, state: item.state.as_deref() })
    }

    /// The longest known domain that the host of the address is or ends with.
    fn by_address(&self, written: &str) -> Option<&ItemId> {
        let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next()?.split(':').next()?.to_lowercase();
        if host.len() > 253 || host.contains(char::is_whitespace) {
            return None;
        }
        let mut domain = host.trim_end_matches('.');
        while domain.contains('.') {
            if let Some(number) = self.domains.get(domain) {
                return Some(number);
            }
            domain = domain.split_once('.')?.1;
        }
        None
    }
}

fn key(name: &str) -> String {
    text::fold(name).to_lowercase()
}
