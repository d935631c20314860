//! Blocks in; those of one document together.
//!
//! No page says which document it is of. What it does say must not contradict: the file that its
//! block was taken from, the title, the servers, the host of the site. What a page does not say
//! contradicts nothing.

use super::block::{Block, Kind};
use super::make;
use crate::tree::Node;
use std::collections::BTreeSet;

/// What blocks of one document have in common.
#[derive(Clone, Default)]
struct Identity {
    file: Option<String>,
    title: Option<String>,
    host: Option<String>,
    servers: BTreeSet<String>,
}

/// The blocks of each document, in the order in which they were first given.
pub(super) fn documents(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    // Who says most goes first, so that who says little finds the group it belongs to.
    let mut order: Vec<(usize, Identity)> = blocks.iter().map(Identity::of).enumerate().collect();
    order.sort_by_key(|(_, identity)| identity.unsaid());
    let mut groups: Vec<(Identity, Vec<usize>)> = Vec::new();
    for (at, identity) in order {
        match groups.iter_mut().find(|(group, _)| group.fits(&identity)) {
            Some((group, members)) => {
                group.join(identity);
                members.push(at);
            }
            None => groups.push((identity, vec![at])),
        }
    }
    for (_, members) in &mut groups {
        members.sort_unstable();
    }
    groups.sort_by_key(|(_, members)| members.first().copied());
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    // Each number stands in one group, once.
    let group =
        |(_, members): (Identity, Vec<usize>)| members.iter().filter_map(|at| blocks[*at].take()).collect();
    groups.into_iter().map(group).collect()
}

impl Identity {
    fn of(block: &Block) -> Self {
        let text = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
        let servers = match block.kind {
            Kind::Resolved => block.root.get("paths").and_then(|paths| paths.get("servers")),
            Kind::Fragment => block.root.get("servers"),
        };
        let urls =
            servers.map_or(&[][..], make::items).iter().filter_map(|server| server.get("url")?.as_str());
        Self {
            // Sites write it with and without.
            file: block.document.as_ref().map(|file| file.trim_start_matches('/').to_owned()),
            title: text(block.root.get("info").and_then(|info| info.get("title"))),
            host: block.heading.host().map(str::to_owned),
            servers: urls.map(|url| url.trim_end_matches('/').to_owned()).collect(),
        }
    }

    fn unsaid(&self) -> usize {
        [&self.title, &self.file, &self.host].iter().filter(|said| said.is_none()).count()
    }

    fn fits(&self, other: &Self) -> bool {
        let agree = |one: &Option<String>, two: &Option<String>| one.is_none() || two.is_none() || one == two;
        let both = |one: &Option<String>, two: &Option<String>| one.is_some() && one == two;
        // An operation may have servers of its own; then file and site must say that it belongs.
        let placed = both(&self.file, &other.file) && both(&self.host, &other.host);
        let served = self.servers.is_empty() || other.servers.is_empty() || self.servers == other.servers;
        agree(&self.file, &other.file)
            && agree(&self.title, &other.title)
            && agree(&self.host, &other.host)
            && (served || placed)
    }

    fn join(&mut self, other: Self) {
        self.file = self.file.take().or(other.file);
        self.title = self.title.take().or(other.title);
        self.host = self.host.take().or(other.host);
        if self.servers.is_empty() {
            self.servers = other.servers;
        }
    }
}
