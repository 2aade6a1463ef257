#pragma once

#include <decode/registry.h>

#include <QComboBox>

#include <expected>
#include <optional>
#include <string>

namespace tapscope {

/// The protocol of a "Decode as" rule: the default (no rule), none (the bytes are shown), or a protocol, which is
/// picked from the list or typed: its abbreviation ("http"), its name in the Protocol column, or its title, in any
/// case.
class ProtocolBox final : public QComboBox {
    Q_OBJECT

public:
    explicit ProtocolBox(const DecoderRegistry& registry, QWidget* parent = nullptr);

    /// The abbreviation of a protocol, empty for none; nothing for the default. A protocol that the registry does not
    /// have, such as one of a plugin that is not installed, is added to the list.
    void choose(const std::optional<std::string>& protocol);
    /// What is chosen, or the reason why the typed text is not a protocol.
    [[nodiscard]] std::expected<std::optional<std::string>, QString> choice() const;

private:
    [[nodiscard]] int indexOfTyped() const;

    const DecoderRegistry& registry_;
};

} // namespace tapscope
