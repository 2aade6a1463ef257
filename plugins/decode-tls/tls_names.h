#pragma once

#include <decode/field.h>

#include <span>

namespace tapscope::tls {

extern const std::span<const ValueName> cipherSuites;
extern const std::span<const ValueName> versions;
extern const std::span<const ValueName> contentTypes;
extern const std::span<const ValueName> handshakeTypes;
extern const std::span<const ValueName> alertLevels;
extern const std::span<const ValueName> alertDescriptions;
extern const std::span<const ValueName> extensionTypes;
extern const std::span<const ValueName> namedGroups;
extern const std::span<const ValueName> pointFormats;
extern const std::span<const ValueName> signatureAlgorithms;
extern const std::span<const ValueName> compressionMethods;
extern const std::span<const ValueName> pskModes;
extern const std::span<const ValueName> curveTypes;
extern const std::span<const ValueName> serverNameTypes;
extern const std::span<const ValueName> statusTypes;
extern const std::span<const ValueName> cipherSpecs;
extern const std::span<const ValueName> certificateCompressions;

/// "TLSv1.2" for 0x0303, empty if unknown: for the Protocol column.
[[nodiscard]] std::string_view shortVersion(unsigned version) noexcept;

} // namespace tapscope::tls
