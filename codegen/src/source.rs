//! What a run reads: the text of a document, or a document that a program holds.

/// A document.
#[derive(Clone, Debug)]
pub enum Source {
    /// A text, and the name that diagnostics print.
    Text {
        /// Its name, a path as the user gave it.
        name: String,
        /// YAML or JSON.
        text: String,
    },
    /// A document of the `openapiv3` crate, for users whose framework hands them one. It has no
    /// places, so diagnostics point into its JSON.
    OpenApi(Box<openapiv3::OpenAPI>),
}

impl Source {
    /// A text under a name.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Text { name: name.into(), text: text.into() }
    }

    /// The name that diagnostics print, and the text that they quote.
    pub(crate) fn into_text(self) -> (String, String) {
        match self {
            Self::Text { name, text } => (name, text),
            // A document that serde made is one that serde writes; the text is what is read on.
            Self::OpenApi(document) => {
                let text = serde_json::to_string_pretty(&document).unwrap_or_default();
                ("<openapiv3>".to_owned(), text)
            }
        }
    }
}

impl From<openapiv3::OpenAPI> for Source {
    fn from(document: openapiv3::OpenAPI) -> Self {
        Self::OpenApi(Box::new(document))
    }
}
