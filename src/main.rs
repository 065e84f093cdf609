//! Mounts the page.

fn main() {
    ticket_explorer::web::mount();
}
