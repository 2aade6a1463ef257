#pragma once

#include <sys/types.h>

#include <string>

namespace tapscope::test {

inline constexpr uid_t ordinaryUser = 64001; ///< not in use on any system that we know

/// The environment of a test that runs as an ordinary user, created while the process was still root. Its devices
/// disappear with the process; the test has to remove `folder`.
struct UserScene {
    std::string folder;       ///< owned by the user, in /tmp
    std::string helper;       ///< tapscope-helper without any rights
    std::string rightsHelper; ///< the same with cap_net_admin,cap_net_raw+ep
    std::string sandbox;      ///< tapscope-sandbox
};

enum class TunNode { OpenToAll, Closed };

/// Call first in main(), as root: enters a private network and mount namespace with its own /dev/net/tun, runs
/// `prepare` (a shell script, as root inside, with the folder of the scene in $SCENE), and then becomes an ordinary
/// user without capabilities. Ends the program if it is not root: a test that cannot run must not pass.
[[nodiscard]] UserScene becomeOrdinaryUser(TunNode node, const char* prepare = "");

} // namespace tapscope::test
