//! A named schema in; everything that its instances should be seen to do, as orders, out.
//!
//! Each place of the schema (a branch of a union, a member of an enum, a property) gets an
//! instance that reaches it: the unions on the way are narrowed to one branch, the properties on
//! the way made required, the lists given an item. So what an instance reaches is known by how it
//! was made, and where the place is in it, so that it can be changed there. Named schemas that the
//! schema refers to have places of their own and are not entered.

use super::faker::{Optionals, Order};
use super::schema::{escaped, said};
use serde_json::{Value, json};

/// One instance to be made, and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// What is asked of the generator of instances.
    pub order: Order,
    /// What it shows.
    pub shows: Shows,
    /// The member of the enum that it shows.
    pub member: Option<Value>,
    /// The pointer of the place in the schema.
    pub place: String,
    /// Where that is in the instance.
    pub location: Vec<Step>,
    /// Whether a union stands on the way, whose open arm takes what its branches do not.
    pub open: bool,
}

/// What an instance is made to show.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shows {
    /// Nothing in particular.
    Any,
    /// A branch of a union.
    Branch,
    /// A member of an enum.
    Member,
    /// Null, where it may stand.
    Null,
    /// A property that is left out, and may be.
    Without(String),
    /// A value that the enum does not list: it must be kept.
    UnknownMember(Value),
    /// A property that the object does not declare.
    Extra,
    /// A property that is left out, and must not be: to be refused.
    Lacking(String),
    /// A value of another kind: to be refused.
    Wrong,
}

/// A step into an instance.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A property.
    Key(String),
    /// An item.
    Index(usize),
    /// Any property, of a map.
    First,
}

/// Members of one enum that are shown; a list of all time zones is sampled.
const MEMBERS: usize = 64;

/// Everything that a named schema is asked to show.
pub(super) fn cases(name: &str, schema: &Value, instances: usize, seed: u64) -> Vec<Case> {
    let mut walk = Walk { name, seed, cases: Vec::new() };
    // Half as many again, since not every instance will be valid.
    for at in 0..instances + instances / 2 {
        let optionals = match at {
            0 => Optionals::All,
            1 => Optionals::None,
            _ => Optionals::Some,
        };
        walk.push(&Way::start(super::schema::component(name)), Shows::Any, None);
        if let Some(case) = walk.cases.last_mut() {
            case.order.optionals = optionals;
        }
    }
    walk.schema(schema, &Way::start(super::schema::component(name)));
    walk.cases
}

/// How a place is reached.
#[derive(Clone)]
struct Way {
    place: String,
    /// The pointer of the place in the patched schema, where unions have one branch.
    patched: String,
    patches: Vec<(String, Value)>,
    location: Vec<Step>,
    open: bool,
}

impl Way {
    fn start(place: String) -> Self {
        Self { place, patched: String::new(), patches: Vec::new(), location: Vec::new(), open: false }
    }

    /// Into a keyword.
    fn below(&self, keyword: &str) -> Self {
        let mut way = self.clone();
        way.place.push_str(keyword);
        way.patched.push_str(keyword);
        way
    }

    fn step(mut self, step: Step) -> Self {
        self.location.push(step);
        self
    }

    /// With a keyword replaced.
    fn with(&self, keyword: &str, value: Value) -> Self {
        let mut way = self.clone();
        way.patches.push((format!("{}/{keyword}", self.patched), value));
        way
    }

    /// With a number that is at least one.
    fn at_least_one(&self, schema: &Value, keyword: &str) -> Self {
        match schema[keyword].as_u64() {
            Some(1..) => self.clone(),
            _ => self.with(keyword, json!(1)),
        }
    }
}

struct Walk<'a> {
    name: &'a str,
    seed: u64,
    cases: Vec<Case>,
}

impl Walk<'_> {
    fn push(&mut self, way: &Way, shows: Shows, patch: Option<(&str, Value)>) {
        let way = patch.map_or_else(|| way.clone(), |(keyword, value)| way.with(keyword, value));
        let order = Order {
            schema: json!(self.name),
            patches: way.patches,
            optionals: Optionals::Some,
            seed: self.seed.wrapping_mul(1_000_003).wrapping_add(self.cases.len() as u64),
        };
        let Way { place, location, open, .. } = way;
        self.cases.push(Case { order, shows, member: None, place, location, open });
    }

    fn schema(&mut self, schema: &Value, way: &Way) {
        for keyword in ["anyOf", "oneOf"] {
            self.union(schema, keyword, way);
        }
        for (at, part) in items(schema, "allOf").enumerate() {
            self.schema(part, &way.below(&format!("/allOf/{at}")));
        }
        self.kinds(schema, way);
        self.members(schema, way);
        self.properties(schema, way);
        self.lists(schema, way);
        let values = &schema["additionalProperties"];
        if values.is_object() {
            let into = way.at_least_one(schema, "minProperties").below("/additionalProperties");
            self.schema(values, &into.step(Step::First));
        }
    }

    fn union(&mut self, schema: &Value, keyword: &str, way: &Way) {
        let branches = items(schema, keyword).count();
        let null = items(schema, keyword).filter(|branch| is_null(branch)).count();
        for (at, branch) in items(schema, keyword).enumerate() {
            let mut into = way.with(keyword, json!([branch]));
            into.place.push_str(&format!("/{keyword}/{at}"));
            into.patched.push_str(&format!("/{keyword}/0"));
            if is_null(branch) {
                self.push(&into, Shows::Null, None);
                continue;
            }
            // `T or null` is no union to a caller: nothing but T and null can stand there.
            into.open |= branches - null > 1;
            self.push(&into, Shows::Branch, None);
            self.schema(branch, &into);
        }
    }

    /// `type` with several kinds; and a value of a kind that is not listed.
    fn kinds(&mut self, schema: &Value, way: &Way) {
        for (at, kind) in items(schema, "type").enumerate() {
            let mut way = way.clone();
            way.place.push_str(&format!("/type/{at}"));
            let shows = if kind == "null" { Shows::Null } else { Shows::Branch };
            self.push(&way, shows, Some(("type", kind.clone())));
        }
        if matches!(schema["type"].as_str(), Some("string" | "integer" | "number" | "boolean" | "array")) {
            self.push(way, Shows::Wrong, None);
        }
    }

    fn members(&mut self, schema: &Value, way: &Way) {
        let members: Vec<&Value> = items(schema, "enum").filter(|member| !member.is_null()).collect();
        for member in members.iter().take(MEMBERS) {
            self.push(way, Shows::Member, Some(("enum", json!([member]))));
            if let Some(case) = self.cases.last_mut() {
                case.member = Some((*member).clone());
            }
        }
        // One member alone is a constant, not a list that may grow.
        if members.len() > 1 && members.iter().all(|member| member.is_string()) {
            self.push(way, Shows::UnknownMember(json!("a member of tomorrow")), None);
        } else if members.len() > 1 && members.iter().all(|member| member.is_i64()) {
            self.push(way, Shows::UnknownMember(json!(987_654)), None);
        }
    }

    fn properties(&mut self, schema: &Value, way: &Way) {
        let Some(properties) = schema["properties"].as_object() else { return };
        let required: Vec<&Value> = items(schema, "required").collect();
        if !matches!(schema["additionalProperties"], Value::Bool(false) | Value::Object(_)) {
            self.push(way, Shows::Extra, None);
        }
        for (name, property) in properties {
            let is_required = required.iter().any(|required| *required == name);
            let mut into = way.clone();
            if !is_required {
                let all = required.iter().copied().cloned().chain([json!(name)]);
                into = into.with("required", all.collect());
            }
            // Required goes for one direction only there (OpenAPI 3.1, 4.8.24; JSON Schema
            // validation, 9.4), and an instance does not say which it is of.
            let one_way = ["readOnly", "writeOnly"].iter().any(|keyword| said(property, keyword));
            match is_required {
                false => self.push(&into, Shows::Without(name.clone()), None),
                true if !one_way => self.push(&into, Shows::Lacking(name.clone()), None),
                true => {}
            }
            let into = into.below(&format!("/properties/{}", escaped(name)));
            self.schema(property, &into.step(Step::Key(name.clone())));
        }
    }

    fn lists(&mut self, schema: &Value, way: &Way) {
        // Where the length is open a list is of what any of them is: a choice.
        let several = items(schema, "prefixItems").count();
        let least = &schema["minItems"];
        let is_whole = *least == json!(several);
        let is_fixed = match schema["items"] == false {
            true => is_whole || least.is_null(),
            false => is_whole && schema["maxItems"] == json!(several),
        };
        let mut way = way.clone();
        let is_choice = several > 1 || several == 1 && schema["items"].is_object();
        way.open |= is_choice && !is_fixed;
        if schema["items"].is_object() {
            let into = way.at_least_one(schema, "minItems").below("/items");
            self.schema(&schema["items"], &into.step(Step::Index(items(schema, "prefixItems").count())));
        }
        for (at, item) in items(schema, "prefixItems").enumerate() {
            self.schema(item, &way.below(&format!("/prefixItems/{at}")).step(Step::Index(at)));
        }
    }
}

fn items<'a>(schema: &'a Value, keyword: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten()
}

fn is_null(schema: &Value) -> bool {
    schema["type"] == "null"
}

impl Case {
    /// The place in an instance.
    pub fn located<'a>(&self, instance: &'a mut Value) -> Option<&'a mut Value> {
        let mut at = instance;
        for step in &self.location {
            at = match step {
                Step::Key(key) => at.get_mut(key)?,
                Step::Index(index) => at.get_mut(index)?,
                Step::First => at.as_object_mut()?.values_mut().next()?,
            };
        }
        Some(at)
    }

    /// The instance as it is to be decoded: changed at its place where the case says so. `None`
    /// where the generator did not reach the place.
    pub fn finished(&self, mut instance: Value) -> Option<Value> {
        let at = self.located(&mut instance)?;
        match &self.shows {
            Shows::Any | Shows::Branch | Shows::Member => {}
            Shows::Null => {
                at.is_null().then_some(())?;
            }
            Shows::Without(key) | Shows::Lacking(key) => {
                at.as_object_mut()?.shift_remove(key)?;
            }
            Shows::UnknownMember(member) => *at = member.clone(),
            Shows::Extra => {
                at.as_object_mut()?
                    .insert("x-not-declared".to_owned(), json!({ "of": ["another", "version"] }));
            }
            Shows::Wrong => *at = json!({ "of": "another kind" }),
        }
        Some(instance)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shows, Step, cases};
    use serde_json::json;

    #[test]
    fn every_place_is_reached_by_narrowing_what_leads_to_it() {
        let schema = json!({ "type": "object", "properties": {
            "kind": { "anyOf": [{ "type": "array", "items": { "enum": ["a", "b"] } }, { "type": "null" }] },
        } });
        let cases = cases("Pet", &schema, 0, 1);
        let place = "/components/schemas/Pet/properties/kind/anyOf/0/items";
        let member = cases.iter().find(|case| case.place == place && case.shows == Shows::Member);
        let member = member.map(|case| (case.order.patches.clone(), case.location.clone(), case.open));
        let patches = [
            ("/required", json!(["kind"])),
            ("/properties/kind/anyOf", json!([{ "type": "array", "items": { "enum": ["a", "b"] } }])),
            ("/properties/kind/anyOf/0/minItems", json!(1)),
            ("/properties/kind/anyOf/0/items/enum", json!(["a"])),
        ];
        let patches = patches.map(|(pointer, value)| (pointer.to_owned(), value)).to_vec();
        assert_eq!(member, Some((patches, vec![Step::Key("kind".to_owned()), Step::Index(0)], false)));
        let nulls = cases.iter().filter(|case| case.shows == Shows::Null).count();
        let unknown = cases.iter().filter(|case| matches!(case.shows, Shows::UnknownMember(_))).count();
        assert_eq!((nulls, unknown), (1, 1));
    }

    #[test]
    fn a_case_changes_its_place_or_says_that_it_is_not_there() {
        let schema = json!({ "properties": { "a": { "properties": { "b": {} } } } });
        let cases = cases("Pet", &schema, 0, 1);
        let without = cases.iter().find(|case| case.shows == Shows::Without("b".to_owned()));
        let finished = |instance| without.and_then(|case| case.finished(instance));
        assert_eq!(finished(json!({ "a": { "b": 1, "c": 2 } })), Some(json!({ "a": { "c": 2 } })));
        assert_eq!(finished(json!({ "a": {} })), None);
    }
}
