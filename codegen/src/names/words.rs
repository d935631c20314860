//! placeholder
/// placeholder
pub fn snake(t: &str) -> String { heck::ToSnakeCase::to_snake_case(t) }
