//! What the page is made of. A component is a function that draws the model; its callbacks send actions. It decides
//! nothing, keeps nothing and touches no storage.
//!
//! | modules | are |
//! | --- | --- |
//! | [`workbench`], [`embed`] | the two screens |
//! | [`header`], [`menu`], [`tab_bar`], [`notices`], [`toast`] | what surrounds the work |
//! | [`set_up`], [`distribution`], [`behaviors`], [`behavior`], [`origin`], [`rest_api`], [`stages`], [`resources`], [`methods`], [`http_api`], [`lambda`], [`permissions`], [`edge_function`], [`code_editor`], [`key_value_store`], [`function_associations`], [`further`], [`expectation`], [`document`] | the forms |
//! | [`card`], [`field`], [`input`], [`choice`], [`entries`], [`buttons`], [`picker`] | what forms are made of |
//! | [`request_bar`], [`headers`], [`flow`], [`drawing`], [`ladder`], [`story`], [`rule_panel`], [`edge_change`], [`requests`] | the request and its way |
//! | [`verdict`], [`response`], [`event`] | what came of it |
//! | [`advice`], [`report`] | what would change it, and what can be said of the whole scenario |
//! | [`long`] | lists that may be long |
//! | [`starts`] | what an empty page offers |
//! | [`dialog`], [`share`], [`shortcuts`] | dialogs |
//! | [`prose`] | texts with code in them |
//! | [`when_shown`] | something to do once a part has come up |

pub mod advice;
pub mod behavior;
pub mod behaviors;
pub mod buttons;
pub mod card;
pub mod change;
pub mod choice;
pub mod code_editor;
pub mod dialog;
pub mod distribution;
pub mod document;
pub mod drawing;
pub mod dropped;
pub mod edge_change;
pub mod edge_function;
pub mod embed;
pub mod entries;
pub mod event;
pub mod expectation;
pub mod field;
pub mod flow;
pub mod function_associations;
pub mod further;
pub mod header;
pub mod headers;
pub mod http_api;
pub mod import;
pub mod input;
pub mod key_value_store;
pub mod ladder;
pub mod lambda;
pub mod long;
pub mod menu;
pub mod methods;
pub mod notices;
pub mod origin;
pub mod permissions;
pub mod picker;
pub mod prose;
pub mod report;
pub mod request_bar;
pub mod requests;
pub mod resources;
pub mod response;
pub mod rest_api;
pub mod rule_panel;
pub mod set_up;
pub mod share;
pub mod shortcuts;
pub mod source_link;
pub mod stages;
pub mod starts;
pub mod story;
pub mod tab_bar;
pub mod toast;
pub mod verdict;
pub mod when_shown;
pub mod workbench;
