//! Parts of the page that come in files of their own: what is needed later, or by few, is not waited for.
//!
//! A chunk is declared by [`chunk!`](crate::chunk) beside the code that it holds, as a function without arguments that hands over
//! what the rest of the page calls that code by: a function pointer, or a struct of them. Whatever is reachable only
//! from there goes into the chunk's file; the build does the splitting (`cargo xtask build`), and each file is checked by
//! its hash before it runs (public/chunks.js). What two chunks share comes with the one that is loaded first.
//!
//! ```ignore
//! chunk! {
//!     /// The QR code.
//!     pub fn qr() -> fn() -> AnyView {
//!         || view! { <Qr/> }.into_any()
//!     }
//! }
//!
//! let qr = Chunk::new(|| Box::pin(qr()));      // once, where the page begins: see `State`
//! view! { <Part when=is_open chunk=qr what="The QR code" view=|qr| qr()/> }
//! ```
//!
//! Without the feature `chunks` (in tests, for clippy, in the documentation) the same code is linked as usual.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

pub use leptos::wasm_split::SplitLoaderError as NotLoaded;

/// What loads a chunk and hands over what is in it.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// Declares a function whose body, and whatever is reachable only from it, is loaded when the function is first called.
/// It becomes `async`, and fails with [`NotLoaded`] when the file did not come; called again, it tries again.
#[macro_export]
#[doc(hidden)]
macro_rules! chunk {
    ($(#[$doc:meta])* $vis:vis fn $name:ident() -> $value:ty $body:block) => {
        $(#[$doc])*
        #[cfg(feature = "chunks")]
        // The macro declares the loader as a foreign function, and calls across the border between two files.
        #[allow(unsafe_code, improper_ctypes_definitions)]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        $vis fn $name() -> Result<$value, $crate::web::chunk::NotLoaded> {
            Ok($body)
        }

        $(#[$doc])*
        #[cfg(not(feature = "chunks"))]
        $vis async fn $name() -> Result<$value, $crate::web::chunk::NotLoaded> {
            Ok($body)
        }
    };
}

/// How far a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// Nobody has asked for it yet.
    Waiting,
    /// On its way.
    Loading,
    /// Here.
    Ready(T),
    /// It did not come.
    Failed,
}

/// A part of the page in a file of its own, and how far it is. `T` is what it is used by.
pub struct Chunk<T: 'static> {
    load: fn() -> Loading<T>,
    progress: RwSignal<Progress<T>>,
}

impl<T> Clone for Chunk<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Chunk<T> {}

impl<T: Copy + Send + Sync + 'static> Chunk<T> {
    /// A chunk that nobody has asked for yet. It lives as long as the owner it is made in: make it where the page begins.
    pub fn new(load: fn() -> Loading<T>) -> Self {
        Chunk {
            load,
            progress: RwSignal::new(Progress::Waiting),
        }
    }

    /// What it is used by, once it is here. Follows it.
    pub fn get(self) -> Option<T> {
        match self.progress.get() {
            Progress::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it did not come. Follows it.
    pub fn has_failed(self) -> bool {
        matches!(self.progress.get(), Progress::Failed)
    }

    /// Sees to it that it is loaded, and waits until it is here or has failed.
    pub async fn load(self) {
        if matches!(
            self.progress.try_get_untracked(),
            Some(Progress::Waiting | Progress::Failed)
        ) {
            self.progress.try_set(Progress::Loading);
            let progress = match (self.load)().await {
                Ok(value) => Progress::Ready(value),
                Err(_) => Progress::Failed,
            };
            self.progress.try_set(progress);
        }
    }

    /// Sees to it that it is loaded.
    pub fn want(self) {
        spawn_local(self.load());
    }
}

/// What a chunk draws, while it is wanted and once it is here. Until then it says that it is on its way; if it does not
/// come, it says that, and offers to try again.
///
/// It asks for the chunk only if it is `on_demand`. The others are loaded by the page in a fixed order, whatever is on
/// it, so that the requests tell nobody what was pasted.
#[component]
pub fn Part<T>(
    /// Whether it is shown.
    #[prop(into)]
    when: Signal<bool>,
    /// The chunk.
    chunk: Chunk<T>,
    /// What it brings, as a sentence begins: "The QR code".
    what: &'static str,
    /// Draws with what the chunk hands over.
    view: fn(T) -> AnyView,
    /// The chunk is for few, and loaded when it is first wanted here.
    #[prop(optional)]
    on_demand: bool,
) -> impl IntoView
where
    T: Copy + Send + Sync + 'static,
{
    move || {
        if !when.get() {
            return ().into_any();
        }
        // One that did not come is asked for again by whoever wants it, not for ever.
        if on_demand && !chunk.has_failed() {
            chunk.want();
        }
        match (chunk.get(), chunk.has_failed()) {
            (Some(value), _) => view(value),
            (None, false) => absent(what, None),
            (None, true) => absent(what, Some(Callback::new(move |()| chunk.want()))),
        }
    }
}

fn absent(what: &'static str, again: Option<Callback<()>>) -> AnyView {
    match again {
        None => view! { <p class="quiet" role="status">{what} " is on its way …"</p> }.into_any(),
        Some(again) => view! {
            <p class="error" role="alert">
                {what} " could not be loaded. "
                <button type="button" on:click=move |_| again.run(())>"Try again"</button>
            </p>
        }
        .into_any(),
    }
}

/// Runs `act` when the next frame has been painted: the page that stands there should not wait for what comes after it.
pub fn after_paint(act: impl FnOnce() + 'static) {
    // A timer that is set in a frame runs after it; a frame alone would come before it is painted.
    request_animation_frame(move || set_timeout(act, std::time::Duration::ZERO));
}
