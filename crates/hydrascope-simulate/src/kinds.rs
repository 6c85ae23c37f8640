//! Lists of kinds: an enum whose variants have a name and one line of explanation each, in one place.

/// Declares such an enum and the error for a name that is none of its kinds.
macro_rules! kinds {
    (
        $(#[$about:meta])*
        $kinds:ident, $unknown:ident, $noun:literal;
        $($variant:ident = $name:literal, $line:literal;)+
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $kinds {
            $(#[doc = $line] $variant,)+
        }

        impl $kinds {
            /// All kinds.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The kind's name, as labels have it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// One line on what the kind does.
            pub fn line(self) -> &'static str {
                match self {
                    $(Self::$variant => $line,)+
                }
            }
        }

        impl std::fmt::Display for $kinds {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        #[doc = concat!("A name that is no ", $noun, ".")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $unknown(String);

        impl std::fmt::Display for $unknown {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let known = $kinds::ALL.map($kinds::name).join(", ");
                write!(f, concat!("expected a ", $noun, ", got {:?}; choose one of {}"), self.0, known)
            }
        }

        impl std::error::Error for $unknown {}

        impl std::str::FromStr for $kinds {
            type Err = $unknown;

            fn from_str(text: &str) -> Result<Self, $unknown> {
                let found = Self::ALL.into_iter().find(|kind| kind.name() == text);
                found.ok_or_else(|| $unknown(text.chars().take(40).collect()))
            }
        }
    };
}

pub(crate) use kinds;
