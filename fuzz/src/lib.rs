//! Bytes in, a document of OpenAPI out: never broken as a text, so that all that the bytes choose is
//! for the floors below the reader; wrong, hostile and circular as they like.
//!
//! Where the bytes end every choice is its first, which ends too.

use libfuzzer_sys::arbitrary::Unstructured;
use serde_json::{Map, Value, json};

/// Names of components, properties, tags, operations: keywords, collisions after casing, signs that
/// mean something in a pointer, in Rust, in a comment or in an address.
const NAMES: &[&str] = &[
    "a",
    "b",
    "A",
    "kind",
    "type",
    "self",
    "Self",
    "a-b",
    "a.b",
    "a_b",
    "aB",
    "a/b",
    "a~b",
    "a%25b",
    "a b",
    "",
    "1",
    "-1",
    "_",
    "é",
    "日本",
    "🙂",
    "Unknown",
    "unknown",
    "String",
    "Option",
    "Box",
    "Value",
    "new",
    "additional",
    "default",
    "r#type",
    "*/",
    "\"",
    "\\",
    "\n",
    "{a}",
    "#",
    "]]",
    "../../a",
    "con",
    "null",
    "a1",
    "a2",
    "T",
    "runtime",
    "crate",
    "super",
    "builder",
    "client",
    "send",
    "GET /a",
    "a name of more than sixty characters, which is what a type may have at most, and then some more",
];

const FORMATS: &[&str] = &[
    "int32",
    "int64",
    "uint64",
    "float",
    "double",
    "date-time",
    "date",
    "time",
    "duration",
    "byte",
    "binary",
    "password",
    "uuid",
    "uri",
    "ipv4",
    "decimal",
    "own",
];

/// What a value, a bound or a default may be; also where no such value can stand.
fn values() -> Vec<Value> {
    let numbers = [json!(0), json!(1), json!(-1), json!(u64::MAX), json!(i64::MIN), json!(1.5), json!(1e300)];
    let others =
        [json!(null), json!(true), json!("a"), json!("A"), json!(""), json!([]), json!({}), json!(["a"])];
    numbers.into_iter().chain(others).collect()
}

/// A document of the bytes.
pub fn document(bytes: &[u8]) -> Value {
    let mut builder = Builder { bytes: Unstructured::new(bytes), names: NAMES.to_vec() };
    builder.names = (0..6).map(|_| builder.of(NAMES)).collect();
    builder.document()
}

struct Builder<'a> {
    bytes: Unstructured<'a>,
    /// The few names that most things have, so that most references lead somewhere.
    names: Vec<&'static str>,
}

impl Builder<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.bytes.int_in_range(0..=bound - 1).unwrap_or(0)
    }

    /// Once in so many times, where there are bytes left.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.below(all.len());
        all[at].clone()
    }

    fn name(&mut self) -> String {
        if self.once_in(8) {
            return self.of(NAMES).to_owned();
        }
        let at = self.below(self.names.len());
        self.names[at].to_owned()
    }

    /// Up to so many entries of that kind.
    fn map(&mut self, most: usize, value: impl Fn(&mut Self) -> Value) -> Value {
        let mut map = Map::new();
        for _ in 0..self.below(most + 1) {
            map.insert(self.name(), value(self));
        }
        Value::Object(map)
    }

    fn list(&mut self, most: usize, value: impl Fn(&mut Self) -> Value) -> Value {
        (0..self.below(most + 1)).map(|_| value(self)).collect()
    }

    fn document(&mut self) -> Value {
        let version = self.of(&["3.1.0", "3.0.3", "3.2.0"]);
        let mut components = json!({
            "schemas": self.map(8, |it| it.schema(4)),
            "parameters": self.map(2, |it| it.parameter()),
            "responses": self.map(2, |it| it.response()),
            "securitySchemes": self.map(3, |it| it.scheme()),
        });
        if self.once_in(8) {
            components["requestBodies"] = self.map(2, |it| it.body());
        }
        let mut paths = Map::new();
        for _ in 0..=self.below(4) {
            let path =
                format!("/{}{}", self.name(), self.of(&["", "/{a}", "/{a}/{b}", "/{a}{kind}", "?a=b"]));
            paths.insert(path, self.path_item());
        }
        let title = self.name();
        let security = self.requirements();
        let server = self.of(&["https://example.com/v1", "/", "{a}://{b}", "no address"]);
        json!({
            "openapi": version, "info": {"title": title, "version": "1"}, "paths": paths, "components": components,
            "security": security, "servers": [{"url": server, "variables": {"a": {"default": "a", "enum": ["a", "b"]}}}],
        })
    }

    fn path_item(&mut self) -> Value {
        let mut item = Map::new();
        for _ in 0..=self.below(3) {
            let method =
                self.of(&["get", "post", "put", "delete", "patch", "head", "options", "trace", "query"]);
            item.insert(method.to_owned(), self.operation());
        }
        if self.once_in(4) {
            item.insert("parameters".to_owned(), self.list(3, |it| it.parameter()));
        }
        Value::Object(item)
    }

    fn operation(&mut self) -> Value {
        let mut operation = json!({
            "parameters": self.list(4, |it| it.parameter()),
            "responses": self.responses(),
        });
        if self.once_in(2) {
            operation["operationId"] = self.name().into();
        }
        if self.once_in(2) {
            operation["requestBody"] = self.body();
        }
        if self.once_in(3) {
            operation["tags"] = self.list(2, |it| it.name().into());
        }
        if self.once_in(3) {
            operation["summary"] = self.name().into();
        }
        if self.once_in(4) {
            operation["security"] = self.requirements();
        }
        operation
    }

    fn requirements(&mut self) -> Value {
        self.list(2, |it| it.map(2, |_| json!([])))
    }

    fn parameter(&mut self) -> Value {
        if self.once_in(6) {
            return self.reference("parameters");
        }
        let mut parameter = json!({
            "name": self.name(),
            "in": self.of(&["query", "path", "header", "cookie", "nowhere"]),
        });
        match self.below(4) {
            3 => parameter["content"] = self.content(),
            _ => parameter["schema"] = self.schema(2),
        }
        if self.once_in(2) {
            parameter["required"] = true.into();
        }
        if self.once_in(3) {
            let styles =
                ["form", "simple", "label", "matrix", "deepObject", "spaceDelimited", "pipeDelimited"];
            parameter["style"] = self.of(&styles).into();
            parameter["explode"] = self.once_in(2).into();
        }
        parameter
    }

    fn body(&mut self) -> Value {
        match self.below(6) {
            5 => self.reference("requestBodies"),
            kind => json!({"required": kind > 1, "content": self.content()}),
        }
    }

    fn content(&mut self) -> Value {
        const MEDIA: &[&str] = &[
            "application/json",
            "text/plain",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/xml",
            "*/*",
            "application/vnd.a+json; charset=utf-8",
            "wrong",
        ];
        let mut content = Map::new();
        for _ in 0..=self.below(2) {
            let media = self.of(MEDIA);
            content.insert(media.to_owned(), json!({"schema": self.schema(3)}));
        }
        Value::Object(content)
    }

    fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for _ in 0..self.below(5) {
            let status = self.of(&["200", "201", "204", "2XX", "404", "4XX", "default", "999", "x-a"]);
            responses.insert(status.to_owned(), self.response());
        }
        Value::Object(responses)
    }

    fn response(&mut self) -> Value {
        match self.below(6) {
            5 => self.reference("responses"),
            4 => json!({"description": self.name()}),
            _ => json!({"description": "", "content": self.content()}),
        }
    }

    fn scheme(&mut self) -> Value {
        let name = self.name();
        let place = self.of(&["header", "query", "cookie"]);
        self.of(&[
            json!({"type": "http", "scheme": "bearer"}),
            json!({"type": "http", "scheme": "basic"}),
            json!({"type": "apiKey", "in": place, "name": name}),
            json!({"type": "oauth2", "flows": {}}),
            json!({"type": "mutualTLS"}),
        ])
    }

    fn reference(&mut self, kind: &str) -> Value {
        let name = self.name().replace('~', "~0").replace('/', "~1").replace('%', "%25");
        let below = self.of(&["", "", "", "/properties/a", "/items", "/oneOf/0", "/allOf/0/properties/kind"]);
        json!({"$ref": format!("#/components/{kind}/{name}{below}")})
    }

    /// A schema nested at most so many levels deep, before what is said beside it.
    fn schema(&mut self, depth: usize) -> Value {
        let kinds = if depth == 0 { 6 } else { 15 };
        let mut schema = match self.below(kinds) {
            0 => json!({"type": self.of(&["string", "integer", "number", "boolean", "null", "file"])}),
            1 => self.reference("schemas"),
            2 => json!({"type": "string", "enum": self.list(4, |it| it.name().into())}),
            3 => json!({"enum": self.list(4, |it| it.of(&values()))}),
            4 => json!({"const": self.of(&values())}),
            5 => self.of(&[json!({}), json!(true), json!(false), json!({"type": ["string", "null"]})]),
            6 | 7 => self.object(depth - 1),
            8 => json!({"type": "array", "items": self.schema(depth - 1)}),
            9 => json!({"prefixItems": self.list(3, |it| it.schema(depth - 1)), "items": self.schema(0)}),
            10 => json!({"allOf": self.list(3, |it| it.schema(depth - 1))}),
            11 => json!({"oneOf": self.list(4, |it| it.schema(depth - 1))}),
            12 => json!({"anyOf": self.list(4, |it| it.schema(depth - 1))}),
            13 => {
                json!({"$defs": self.map(2, |it| it.schema(depth - 1)), "$ref": "#/$defs/a", "$anchor": "a"})
            }
            _ => {
                json!({"not": self.schema(depth - 1), "if": self.schema(0), "dependentRequired": {"a": ["b"]}})
            }
        };
        while schema.is_object() && self.once_in(3) {
            self.beside(&mut schema, depth);
        }
        schema
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "object", "properties": self.map(4, |it| it.schema(depth))});
        if self.once_in(2) {
            schema["required"] = self.list(3, |it| it.name().into());
        }
        if self.once_in(4) {
            let keywords = ["additionalProperties", "unevaluatedProperties", "propertyNames", "items"];
            schema[self.of(&keywords)] = self.schema(depth);
        }
        if self.once_in(8) {
            schema["patternProperties"] = self.map(2, |it| it.schema(depth));
        }
        schema
    }

    /// One more keyword, of any kind of schema.
    fn beside(&mut self, schema: &mut Value, depth: usize) {
        const BOUNDS: &[&str] = &[
            "minimum",
            "exclusiveMaximum",
            "minLength",
            "maxItems",
            "minProperties",
            "multipleOf",
            "pattern",
        ];
        match self.below(9) {
            0 => schema["nullable"] = true.into(),
            1 => schema["format"] = self.of(FORMATS).into(),
            2 => schema[self.of(&["description", "title"])] = self.name().into(),
            3 => schema["discriminator"] = self.discriminator(),
            4 => schema["default"] = self.of(&values()),
            5 => schema[self.of(BOUNDS)] = self.of(&values()),
            6 => schema[self.of(&["readOnly", "writeOnly", "deprecated", "uniqueItems"])] = true.into(),
            7 => {
                schema["type"] =
                    self.list(3, |it| it.of(&["object", "string", "null", "array", "integer"]).into())
            }
            _ => schema[self.of(&["allOf", "oneOf", "anyOf"])] = self.list(2, |it| it.schema(depth / 2)),
        }
    }

    fn discriminator(&mut self) -> Value {
        let mapping = self.map(3, |it| match it.below(3) {
            0 => it.name().into(),
            _ => it.reference("schemas")["$ref"].take(),
        });
        json!({"propertyName": self.name(), "mapping": mapping})
    }
}
