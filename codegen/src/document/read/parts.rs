//! What operations are made of: parameters, headers, bodies, media types, responses.

use super::reader::{Reader, extension, key};
use crate::document::{
    Header, MediaType, OrRef, Origin, Parameter, ParameterIn, RequestBody, Response, Style, Text,
};
use crate::tree::{Entry, Mapping, Node};

impl Reader<'_> {
    /// A Parameter Object.
    pub fn parameter(&mut self, node: &Node) -> Option<OrRef<Parameter>> {
        self.or_ref("the parameter", node, Self::parameter_here)
    }

    fn parameter_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<Parameter> {
        let (mut name, mut place, mut description, mut style) = (None, None, None, None);
        let (mut required, mut deprecated, mut allow_reserved) = (false, false, false);
        let (mut explode, mut schema) = (None, None);
        let (mut content, mut extensions) = (Vec::new(), Vec::new());
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "name" => name = self.text(entry),
                "in" => place = self.text(entry),
                "description" => description = self.text(entry),
                "required" => required = self.flag(entry),
                "deprecated" => deprecated = self.flag(entry),
                "style" => style = self.style(entry),
                "explode" => explode = Some(self.flag(entry)),
                "allowReserved" => allow_reserved = self.flag(entry),
                "schema" => schema = Some(self.schema_under(entry)),
                "content" => content = self.content(entry),
                _ => extension(&mut extensions, entry),
            }
        }
        let Some(name) = name else {
            self.missing("the parameter", "has no `name`", origin.span);
            return None;
        };
        let location = self.location(&name, place, &origin)?;
        let style = style.unwrap_or(location.default_style());
        Some(Parameter {
            origin,
            name,
            location,
            description,
            // "If the parameter location is "path", this field is REQUIRED and its value MUST be
            // true": without it there is no path to send.
            required: required || location == ParameterIn::Path,
            deprecated,
            style,
            explode: explode.unwrap_or(style.default_explode()),
            allow_reserved,
            schema,
            content,
            extensions,
        })
    }

    fn location(&mut self, name: &Text, place: Option<Text>, origin: &Origin) -> Option<ParameterIn> {
        let what = format!("the parameter `{}`", name.value);
        let Some(place) = place else {
            self.missing(&what, "has no `in`", origin.span);
            return None;
        };
        match place.value.as_str() {
            "path" => Some(ParameterIn::Path),
            "query" => Some(ParameterIn::Query),
            "header" => Some(ParameterIn::Header),
            "cookie" => Some(ParameterIn::Cookie),
            "querystring" => Some(ParameterIn::Querystring),
            other => {
                let lacks = format!("is sent in `{other}`, which is no place of OpenAPI 3");
                self.missing(&what, &lacks, place.span);
                None
            }
        }
    }

    fn style(&mut self, entry: &Entry) -> Option<Style> {
        let text = self.text(entry)?;
        let style = Style::ALL.into_iter().find(|style| style.name() == text.value);
        if style.is_none() {
            self.unknown_value("style", "a style of OpenAPI", &text);
        }
        style
    }

    /// A Header Object.
    pub fn header(&mut self, node: &Node) -> Option<OrRef<Header>> {
        self.or_ref("the header", node, Self::header_here)
    }

    fn header_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<Header> {
        let (mut description, mut required, mut deprecated, mut explode) = (None, false, false, false);
        let (mut schema, mut content) = (None, Vec::new());
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "description" => description = self.text(entry),
                "required" => required = self.flag(entry),
                "deprecated" => deprecated = self.flag(entry),
                "explode" => explode = self.flag(entry),
                "schema" => schema = Some(self.schema_under(entry)),
                "content" => content = self.content(entry),
                _ => {}
            }
        }
        Some(Header { origin, description, required, deprecated, explode, schema, content })
    }

    /// A Request Body Object.
    pub fn body(&mut self, node: &Node) -> Option<OrRef<RequestBody>> {
        self.or_ref("the request body", node, Self::body_here)
    }

    fn body_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<RequestBody> {
        let (mut description, mut required, mut content) = (None, false, Vec::new());
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "description" => description = self.text(entry),
                "required" => required = self.flag(entry),
                "content" => content = self.content(entry),
                _ => {}
            }
        }
        Some(RequestBody { origin, description, required, content })
    }

    /// A Response Object.
    pub fn response(&mut self, node: &Node) -> Option<OrRef<Response>> {
        self.or_ref("the response", node, Self::response_here)
    }

    fn response_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<Response> {
        let (mut description, mut headers, mut content) = (None, Vec::new(), Vec::new());
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "description" => description = self.text(entry),
                "headers" => headers = self.named(entry, Self::header),
                "content" => content = self.content(entry),
                _ => {}
            }
        }
        Some(Response { origin, description, headers, content })
    }

    /// `content`: media types in order.
    fn content(&mut self, entry: &Entry) -> Vec<MediaType> {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return Vec::new();
        };
        let mut content = Vec::with_capacity(mapping.entries.len());
        self.within(&entry.key, |reader| {
            for entry in &mapping.entries {
                content.extend(reader.within(&entry.key, |reader| reader.media_type(entry)));
            }
        });
        content
    }

    fn media_type(&mut self, media: &Entry) -> Option<MediaType> {
        let Some(mapping) = media.node.as_mapping() else {
            let lacks = format!("is {}, not an object", media.node.kind());
            self.missing("the media type", &lacks, media.node.span);
            return None;
        };
        let (mut schema, mut item_schema, mut encoding) = (None, None, None);
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "schema" => schema = Some(self.schema_under(entry)),
                "itemSchema" => item_schema = Some(self.schema_under(entry)),
                "encoding" => encoding = Some(entry.node.clone()),
                // OpenAPI 3.2, `components.mediaTypes`.
                "$ref" => self.read_past("a `$ref` to a media type is not followed yet", entry.key_span),
                _ => {}
            }
        }
        Some(MediaType {
            origin: self.origin(media.node.span),
            name: key(media),
            schema,
            item_schema,
            encoding,
        })
    }
}
