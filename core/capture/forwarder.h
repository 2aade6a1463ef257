#pragma once

namespace tapscope::forwarder {

/// The role of a plugin whose injector stands between two devices (PluginHost::injectorFor()). The injector does not
/// open devices: the code that starts it opens a port for the device that its setting `otherDevice` names.
inline constexpr const char* role = "forwarder";
inline constexpr const char* otherDevice = "to";

} // namespace tapscope::forwarder
