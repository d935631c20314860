//! What a type holds, and what an operation uses: the edges of the graph that facts are read off.

use super::{Additional, Api, Content, Field, Operation, Shape, Side, Type, TypeId, Use};

impl Shape {
    /// What it holds, by part: fields, variants, elements in order; undeclared members last.
    pub fn parts(&self) -> Vec<Use> {
        match self {
            Self::Scalar(_) | Self::Enumeration(_) | Self::Free(_) | Self::Foreign(_) => Vec::new(),
            Self::Map(of) | Self::List(of) | Self::Alias(of) => vec![*of],
            Self::Tuple(all) => all.clone(),
            Self::Union(union) => union.variants.iter().map(|it| it.of).collect(),
            Self::Object(object) => {
                let fields = object.fields.iter().map(|it| it.of);
                let rest = match object.additional {
                    Additional::Kept(of) => Some(of),
                    Additional::Skipped => None,
                };
                fields.chain(rest).collect()
            }
        }
    }

    /// The same places, to be changed: the two lists are one list, in one order.
    pub fn parts_mut(&mut self) -> Vec<&mut Use> {
        match self {
            Self::Scalar(_) | Self::Enumeration(_) | Self::Free(_) | Self::Foreign(_) => Vec::new(),
            Self::Map(of) | Self::List(of) | Self::Alias(of) => vec![of],
            Self::Tuple(all) => all.iter_mut().collect(),
            Self::Union(union) => union.variants.iter_mut().map(|it| &mut it.of).collect(),
            Self::Object(object) => {
                let fields = object.fields.iter_mut().map(|it| &mut it.of);
                let rest = match &mut object.additional {
                    Additional::Kept(of) => Some(of),
                    Additional::Skipped => None,
                };
                fields.chain(rest).collect()
            }
        }
    }

    /// What it holds where it is sent: not what is read-only.
    pub fn parts_sent(&self) -> Vec<Use> {
        self.parts_but(&|it| it.read_only)
    }

    /// What it holds where it is received: not what is write-only.
    pub fn parts_received(&self) -> Vec<Use> {
        self.parts_but(&|it| it.write_only)
    }

    fn parts_but(&self, out: &dyn Fn(&Field) -> bool) -> Vec<Use> {
        let parts = self.parts();
        let Self::Object(object) = self else {
            return parts;
        };
        // The fields come first, in their order; undeclared members go whichever way.
        let stays = |at: usize| object.fields.get(at).is_none_or(|it| !out(it));
        parts.into_iter().enumerate().filter(|(at, _)| stays(*at)).map(|(_, of)| of).collect()
    }
}

impl Api {
    /// These types and all that they hold.
    pub fn closure(&self, roots: impl IntoIterator<Item = TypeId>) -> Vec<bool> {
        self.follow(roots, &Shape::parts)
    }

    /// The types that operations are meant to send, which is not what only a read-only member holds.
    pub fn sent(&self) -> Vec<bool> {
        self.follow(self.operations.iter().flat_map(|it| it.sent()), &Shape::parts_sent)
    }

    /// The types that operations are meant to receive, likewise.
    pub fn received(&self) -> Vec<bool> {
        self.follow(self.operations.iter().flat_map(|it| it.received()), &Shape::parts_received)
    }

    fn follow(
        &self,
        roots: impl IntoIterator<Item = TypeId>,
        parts: &dyn Fn(&Shape) -> Vec<Use>,
    ) -> Vec<bool> {
        let mut reached = vec![false; self.types.len()];
        let mut open: Vec<TypeId> = roots.into_iter().collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reached[at.index()], true) {
                open.extend(parts(&self.ty(at).shape).iter().map(|it| it.ty));
            }
        }
        reached
    }

    /// The types that a caller can meet: asked for by themselves, or held by what an operation
    /// sends or receives.
    pub fn reached(&self) -> Vec<bool> {
        let used = self.operations.iter().flat_map(|it| it.sent().chain(it.received()));
        self.closure(self.kept.iter().copied().chain(used))
    }

    /// The ids of all types.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(|at| TypeId(at as u32)) // ids are `u32`s
    }

    /// The types that are components; what is sent of one is none beside it.
    pub fn components(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        let all = self.ids().zip(&self.types);
        all.filter(|(_, ty)| ty.component.is_some() && !matches!(ty.side, Side::Sent(_)))
    }
}

impl Operation {
    /// The types that its request is made of.
    pub fn sent(&self) -> impl Iterator<Item = TypeId> {
        let body = self.body.iter().map(|it| it.content);
        let parameters = self.parameters.iter().map(|it| it.of.ty);
        parameters.chain(body.filter_map(json))
    }

    /// The types that may come back.
    pub fn received(&self) -> impl Iterator<Item = TypeId> {
        let contents = self.responses.iter().filter_map(|it| it.content);
        let headers = self.headers.iter().map(|it| it.of.ty);
        contents.filter_map(json).chain(headers)
    }
}

fn json(content: Content) -> Option<TypeId> {
    match content {
        Content::Json(of) => Some(of.ty),
        Content::Text | Content::Bytes => None,
    }
}
