//! Mounts the page.

mod web;

fn main() {
    web::mount();
}
