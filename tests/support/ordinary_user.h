#pragma once

#include <sys/types.h>

#include <string>

namespace tapscope::test {

inline constexpr uid_t ordinaryUser = 64001; ///< nobody's on any system that we know

/// What an ordinary user's test finds, made while the process was still root. Its devices go with the process;
/// `folder` is the test's to remove.
struct UserScene {
    std::string folder;       ///< the user's own, in /tmp
    std::string helper;       ///< tapscope-helper without any right
    std::string rightsHelper; ///< the same with cap_net_admin,cap_net_raw+ep
    std::string sandbox;      ///< tapscope-sandbox
};

enum class TunNode { OpenToAll, Closed };

/// First thing in main(), as root: enters a private network and mount namespace with a /dev/net/tun of its own, runs
/// `prepare` (a shell script, as root in there, with the scene's folder in $SCENE), and then becomes an ordinary user
/// without any capability. Ends the program where it is not root: a test that cannot run must not pass.
[[nodiscard]] UserScene becomeOrdinaryUser(TunNode node, const char* prepare = "");

} // namespace tapscope::test
