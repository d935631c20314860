//! `info`, `servers`, `tags`: what the document says about itself.

use super::reader::{Reader, key};
use crate::document::v3;
use crate::document::{Contact, Info, License, Server, ServerVariable, Tag, Text};
use crate::tree::{Entry, Node};

impl Reader<'_> {
    /// `info`
    pub fn info(&mut self, entry: &Entry) -> Info {
        let mut info = Info::default();
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return info;
        };
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "title" => info.title = self.text(entry),
                "summary" => info.summary = self.text(entry),
                "description" => info.description = self.text(entry),
                "version" => info.version = self.scalar(&entry.key, &entry.node),
                "termsOfService" => info.terms = self.text(entry),
                "contact" => info.contact = self.contact(entry),
                "license" => info.license = self.license(entry),
                _ => {}
            }
        }
        info
    }

    fn contact(&mut self, entry: &Entry) -> Option<Contact> {
        let mut contact = Contact::default();
        for entry in &self.mapping(&entry.key, &entry.node)?.entries {
            match entry.key.as_str() {
                "name" => contact.name = self.text(entry),
                "email" => contact.email = self.text(entry),
                "url" => contact.url = self.text(entry),
                _ => {}
            }
        }
        Some(contact)
    }

    fn license(&mut self, entry: &Entry) -> Option<License> {
        let mut license = License::default();
        for entry in &self.mapping(&entry.key, &entry.node)?.entries {
            match entry.key.as_str() {
                "name" => license.name = self.text(entry),
                "identifier" => license.identifier = self.text(entry),
                "url" => license.url = self.text(entry),
                _ => {}
            }
        }
        Some(license)
    }

    /// `servers`
    pub fn servers(&mut self, entry: &Entry) -> Vec<Server> {
        self.list(entry, Self::server)
    }

    fn server(&mut self, node: &Node) -> Option<Server> {
        let (mut url, mut name, mut description, mut variables) = (None, None, None, Vec::new());
        for entry in &self.mapping("servers", node)?.entries {
            match entry.key.as_str() {
                "url" => url = self.text(entry),
                "name" => {
                    v3::since_32(self, entry);
                    name = self.text(entry);
                }
                "description" => description = self.text(entry),
                "variables" => variables = self.variables(entry),
                _ => {}
            }
        }
        let Some(url) = url else {
            self.missing("the server", "has no `url`", node.span);
            return None;
        };
        Some(Server { origin: self.origin(node.span), url, name, description, variables })
    }

    fn variables(&mut self, entry: &Entry) -> Vec<ServerVariable> {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return Vec::new();
        };
        let variables = mapping.entries.iter();
        variables.filter_map(|entry| self.variable(entry)).collect()
    }

    fn variable(&mut self, variable: &Entry) -> Option<ServerVariable> {
        let (mut default, mut members, mut description) = (None, Vec::new(), None);
        for entry in &self.mapping(&variable.key, &variable.node)?.entries {
            match entry.key.as_str() {
                // A port (`default: 8443`) is a number unless it is quoted.
                "default" => default = self.scalar(&entry.key, &entry.node),
                "enum" => {
                    let nodes = self.sequence(entry).iter();
                    members = nodes.filter_map(|node| self.scalar("enum", node)).collect();
                }
                "description" => description = self.text(entry),
                _ => {}
            }
        }
        Some(ServerVariable { name: key(variable), default, members, description })
    }

    /// `tags` of the document.
    pub fn tags(&mut self, entry: &Entry) -> Vec<Tag> {
        self.list(entry, Self::tag)
    }

    fn tag(&mut self, node: &Node) -> Option<Tag> {
        let (mut name, mut description): (Option<Text>, _) = (None, None);
        for entry in &self.mapping("tags", node)?.entries {
            match entry.key.as_str() {
                "name" => name = self.text(entry),
                "description" => description = self.text(entry),
                _ => {}
            }
        }
        if name.is_none() {
            self.missing("the tag", "has no `name`", node.span);
        }
        Some(Tag { name: name?, description })
    }
}
