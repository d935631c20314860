//! What a run is given to read: a text, or a document that another program has built already.

/// One document to generate from.
#[derive(Clone, Debug)]
pub enum Source {
    /// YAML or JSON, under the name that diagnostics print.
    Text {
        /// A path as the user gave it.
        name: String,
        /// The whole text.
        text: String,
    },
    /// A document of OpenAPI 3.0 as the crate `openapiv3` has it.
    OpenApi(Box<openapiv3::OpenAPI>),
}

impl From<openapiv3::OpenAPI> for Source {
    fn from(document: openapiv3::OpenAPI) -> Self {
        Self::OpenApi(Box::new(document))
    }
}

impl Source {
    /// A name and a text to read. A document that has none is written as JSON, in its own order:
    /// it then goes the way of all texts, and diagnostics have lines to show.
    ///
    /// # Errors
    ///
    /// When serde_json can't write the document.
    pub fn into_text(self) -> Result<(String, String), serde_json::Error> {
        match self {
            Self::Text { name, text } => Ok((name, text)),
            Self::OpenApi(document) => {
                let text = serde_json::to_string_pretty(&document)?;
                Ok(("openapiv3::OpenAPI".to_owned(), text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_built_document_becomes_a_text_in_its_own_order() {
        let document = openapiv3::OpenAPI {
            openapi: "3.0.3".to_owned(),
            ..Default::default()
        };
        let (name, text) = Source::from(document)
            .into_text()
            .expect("plain data is JSON");
        assert_eq!(name, "openapiv3::OpenAPI");
        assert!(text.starts_with("{\n  \"openapi\": \"3.0.3\""), "{text}");
    }
}
