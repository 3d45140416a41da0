//! Why a text cannot be explained.
