//! The picture: who is asked, through which relay, and at which addresses. Linked like the other views, and saved as it is.

use super::super::details::node_of;
use super::super::parts::Button;
use super::super::shell::clipboard;
use super::super::shell::save::{png_of_svg, save, svg_file};
use super::super::state::{State, state};
use crate::ticket::render::picture::{Edge, Picture as Drawing, Shape};
use gloo_events::EventListener;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How wide a picture is that is saved: what issue trackers show without making it smaller.
const SAVED: f32 = 880.0;

/// The picture, as wide as there is room for.
#[component]
pub fn Picture() -> impl IntoView {
    let state = state();
    let frame = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0_f32);
    let measure = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            width.set(frame.client_width() as f32);
        }
    };
    frame.on_load(move |_| request_animation_frame(measure));
    // Dropped with the view, and the listener with it.
    StoredValue::new_local(EventListener::new(&window(), "resize", move |_| measure()));
    let drawing = Memo::new(move |_| {
        let document = state.document.read();
        let width = Some(width.get()).filter(|width| *width > 0.0)?;
        document.as_ref()?.picture(width)
    });
    let is_there = Memo::new(move |_| {
        let document = state.document.read();
        document.as_ref().is_some_and(|document| document.has_picture())
    });
    view! {
        <figure class="panel picture-panel" aria-label="Picture" hidden=move || !is_there.get()>
            <div
                node_ref=frame
                on:mouseover=move |event| state.hovered.set(node_of(&event))
                on:mouseleave=move |_| state.hovered.set(None)
                on:click=move |event| {
                    if let Some(node) = node_of(&event) {
                        state.select(node);
                    }
                }
            >
                {move || drawing.get().map(|drawing| draw(state, drawing))}
            </div>
            <div class="buttons">
                <Button label="Copy as SVG" on_press=move |()| copy(state)/>
                <Button label="Save as SVG" on_press=move |()| save_svg(state)/>
                <Button label="Save as PNG" on_press=move |()| save_png(state)/>
            </div>
        </figure>
    }
}

fn draw(state: State, drawing: Drawing) -> impl IntoView {
    let Drawing {
        width,
        height,
        shapes,
        edges,
        title,
        alternative,
    } = drawing;
    let lines = edges.iter().map(line).collect_view();
    let boxes = shapes
        .into_iter()
        .map(|shape| outline(state, shape))
        .collect_view();
    view! {
        <svg
            class="picture"
            viewBox=format!("0 0 {width:.0} {height:.0}")
            role="img"
            aria-label=title
            aria-describedby="picture-text"
        >
            <defs>
                <marker
                    id="picture-tip"
                    viewBox="0 0 8 8"
                    refX="7"
                    refY="4"
                    markerWidth="7"
                    markerHeight="7"
                    orient="auto"
                >
                    <path class="tip" d="M0 0 8 4 0 8Z"></path>
                </marker>
            </defs>
            {lines}
            {boxes}
        </svg>
        <p id="picture-text" class="sr-only">{alternative}</p>
    }
}

fn line(edge: &Edge) -> impl IntoView + use<> {
    let class = match (edge.is_direct, edge.has_arrow) {
        (true, _) => "edge direct",
        (false, true) => "edge",
        (false, false) => "edge has",
    };
    let tip = edge.has_arrow.then_some("url(#picture-tip)");
    view! { <path class=class d=edge.path() marker-end=tip></path> }
}

fn outline(state: State, shape: Shape) -> impl IntoView {
    let node = shape.node;
    let is = move |marked: RwSignal<Option<usize>>| move || node.is_some() && marked.get() == node;
    let middle = format!("{:.1}", shape.x + shape.width / 2.0);
    let [label, detail] = shape.baselines().map(|y| format!("{y:.1}"));
    view! {
        <g
            class=["shape ", shape.class.name()].concat()
            class:hovered=is(state.hovered)
            class:selected=is(state.selected)
            data-node=node.map(|node| node.to_string())
        >
            <path d=shape.path()></path>
            <text class="label" x=middle.clone() y=label text-anchor="middle">{shape.label}</text>
            <text class="detail" x=middle y=detail text-anchor="middle">{shape.detail}</text>
        </g>
    }
}

/// The picture as a file has it.
fn svg(state: State) -> Option<String> {
    let document = state.document.get_untracked()?;
    Some(document.picture(SAVED)?.svg())
}

fn copy(state: State) {
    if let Some(svg) = svg(state) {
        clipboard::copy(state.toasts, "picture as SVG", &svg);
    }
}

fn save_svg(state: State) {
    if let Some(file) = svg(state).and_then(|svg| svg_file(&svg)) {
        save("ticket-picture.svg", &file);
    }
}

fn save_png(state: State) {
    let Some(svg) = svg(state) else {
        return;
    };
    spawn_local(async move {
        match png_of_svg(&svg).await {
            Some(file) => save("ticket-picture.png", &file),
            None => state.say("This browser cannot draw the picture."),
        }
    });
}
