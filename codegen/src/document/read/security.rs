//! Security schemes, and the requirements that name them.

use super::reader::{Reader, key};
use crate::document::{OrRef, Origin, ParameterIn, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
use crate::tree::{Entry, Mapping, Node};

impl Reader<'_> {
    /// `security`: `None` where it is no list, as if it were absent.
    pub fn security(&mut self, entry: &Entry) -> Option<Vec<SecurityRequirement>> {
        let wrong = !matches!(entry.node.value, crate::tree::Value::Sequence(_));
        let requirements = self.list(entry, Self::requirement);
        (!wrong).then_some(requirements)
    }

    fn requirement(&mut self, node: &Node) -> Option<SecurityRequirement> {
        let origin = self.origin(node.span);
        let mapping = self.mapping("security", node)?;
        let schemes = mapping.entries.iter();
        let schemes = schemes.map(|entry| (key(entry), self.texts(entry))).collect();
        Some(SecurityRequirement { origin, schemes })
    }

    /// A Security Scheme Object.
    pub fn security_scheme(&mut self, node: &Node) -> Option<OrRef<SecurityScheme>> {
        self.or_ref("the security scheme", node, Self::security_scheme_here)
    }

    fn security_scheme_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<SecurityScheme> {
        let (mut kind, mut description, mut extensions) = (None, None, Vec::new());
        let (mut name, mut location, mut scheme) = (None, None, None);
        let (mut flows, mut url) = (None, None);
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "type" => kind = self.text(entry),
                "description" => description = self.text(entry),
                "name" => name = self.text(entry),
                "in" => location = self.text(entry),
                "scheme" => scheme = self.text(entry),
                "flows" => flows = Some(entry.node.clone()),
                "openIdConnectUrl" => url = self.text(entry),
                _ => super::reader::extension(&mut extensions, entry),
            }
        }
        let lacks = |reader: &mut Self, lacks: &str| {
            reader.missing("the security scheme", lacks, origin.span);
            None
        };
        let Some(kind) = kind else {
            return lacks(self, "has no `type`");
        };
        let kind = match kind.value.as_str() {
            "apiKey" => {
                let location = location.as_ref().map(|location| location.value.as_str());
                let location = match location {
                    Some("query") => ParameterIn::Query,
                    Some("header") => ParameterIn::Header,
                    Some("cookie") => ParameterIn::Cookie,
                    _ => return lacks(self, "has no `in` of `query`, `header` or `cookie`"),
                };
                match name {
                    Some(name) => SecuritySchemeKind::ApiKey { location, name },
                    None => return lacks(self, "has no `name`"),
                }
            }
            "http" => match scheme {
                Some(mut scheme) => {
                    // RFC 9110, section 11.1: schemes are compared without regard to case.
                    scheme.value.make_ascii_lowercase();
                    SecuritySchemeKind::Http { scheme }
                }
                None => return lacks(self, "has no `scheme`"),
            },
            "oauth2" => SecuritySchemeKind::OAuth2 { flows },
            "openIdConnect" => SecuritySchemeKind::OpenIdConnect { url },
            "mutualTLS" => SecuritySchemeKind::MutualTls,
            other => SecuritySchemeKind::Other(other.to_owned()),
        };
        Some(SecurityScheme { origin, description, kind, extensions })
    }
}
