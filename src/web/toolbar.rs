//! The buttons above the text: what can fill it, and the way back.

use super::examples::Examples;
use super::parts::Button;
use super::shell::clipboard;
use super::state::state;
use super::tools::scan;
use leptos::html;
use leptos::prelude::*;

/// The buttons.
#[component]
pub fn Toolbar() -> impl IntoView {
    let state = state();
    scan::listen(state);
    view! {
        <div class="buttons">
            <History/>
            <Reveal/>
            <Button
                label="Paste"
                on_press=move |()| {
                    clipboard::paste(state.toasts, move |text| match text {
                        Some(text) => state.replace(&text),
                        None => scan::paste(state),
                    })
                }
            />
            <Button
                label="Scan"
                element=state.scanner.button
                expanded=state.scanner.is_open
                on_press=move |()| scan::toggle(state)
            />
            <Button
                label="Clear"
                hidden=Signal::derive(move || state.text.read().is_empty())
                on_press=move |()| {
                    state.replace("");
                    focus(state.area);
                }
            />
            <Button label="New" on_press=move |()| state.start_form()/>
            <Button
                label="Your own types"
                id=String::from("own-types")
                expanded=state.has_types
                on_press=move |()| state.show_types(!state.has_types.get_untracked())
            />
            <Examples/>
        </div>
    }
}

fn focus(area: NodeRef<html::Textarea>) {
    if let Some(area) = area.get_untracked() {
        let _ = area.focus();
    }
}

/// Shows what is hidden, and hides it again. It says which of the two it would do.
#[component]
fn Reveal() -> impl IntoView {
    let state = state();
    let has_secrets = Memo::new(move |_| {
        let found = state.found.read();
        found.found.iter().any(|document| !document.secrets.is_empty())
    });
    let label = move || match state.revealed.get() {
        true => String::from("Hide secret"),
        false => String::from("Reveal secret"),
    };
    view! {
        <Button
            label=Signal::derive(label)
            hidden=Signal::derive(move || !has_secrets.get())
            on_press=move |()| state.revealed.update(|revealed| *revealed = !*revealed)
        />
    }
}

/// Undo and redo. When one of them has nothing left to do, the focus goes to the other.
#[component]
fn History() -> impl IntoView {
    let state = state();
    let (undo, redo) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    let history = Memo::new(move |_| state.history());
    let keep_focus = move || {
        let to = match untrack(|| history.get()) {
            (true, true) => return,
            (true, false) => undo,
            (false, _) => redo,
        };
        request_animation_frame(move || {
            if let Some(button) = to.try_get_untracked().flatten() {
                let _ = button.focus();
            }
        });
    };
    view! {
        <Button
            label="Undo"
            element=undo
            hidden=Signal::derive(move || !history.get().0)
            on_press=move |()| {
                state.undo();
                keep_focus();
            }
        />
        <Button
            label="Redo"
            element=redo
            hidden=Signal::derive(move || !history.get().1)
            on_press=move |()| {
                state.redo();
                keep_focus();
            }
        />
    }
}
