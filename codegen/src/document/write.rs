pub fn to_yaml(_: &super::Document) -> String {
    String::new()
}
