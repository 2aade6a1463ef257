#include <support/ordinary_user.h>
#include <support/private_network.h>

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace tapscope::test {
namespace {

void must(bool done, const char* what) {
    if (done)
        return;
    std::perror(what);
    std::exit(EXIT_FAILURE);
}

void makeNode(const std::string& path, TunNode node) {
    constexpr unsigned misc = 10, tun = 200;
    must(mknod(path.c_str(), S_IFCHR, makedev(misc, tun)) == 0, "make a tun node");
    must(chmod(path.c_str(), node == TunNode::OpenToAll ? 0666 : 0600) == 0, "open the tun node");
    must(mount(path.c_str(), "/dev/net/tun", nullptr, MS_BIND, nullptr) == 0, "bind the tun node");
    must(unlink(path.c_str()) == 0, "remove the tun node's first name");
}

std::string copyProgram(const char* program, const std::string& folder, const char* name) {
    const std::string copy = folder + '/' + name;
    std::filesystem::copy_file(program, copy);
    must(chmod(copy.c_str(), 0755) == 0, "copy a program");
    return copy;
}

} // namespace

UserScene becomeOrdinaryUser(TunNode node, const char* prepare) {
    must(geteuid() == 0, "become an ordinary user (this test needs root)");
    enterPrivateNetwork();
    must(unshare(CLONE_NEWNS) == 0 && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0,
         "enter a private mount namespace");
    std::string folder = "/tmp/tapscope-test-XXXXXX";
    must(mkdtemp(folder.data()) != nullptr, "make a folder");
    must(chmod(folder.c_str(), 0755) == 0 && chown(folder.c_str(), ordinaryUser, ordinaryUser) == 0, "give it away");
    makeNode(folder + "/tun", node);
    UserScene scene{.folder = folder,
                    .helper = copyProgram(TAPSCOPE_HELPER, folder, "tapscope-helper"),
                    .rightsHelper = copyProgram(TAPSCOPE_HELPER, folder, "tapscope-helper-with-rights"),
                    .sandbox = copyProgram(TAPSCOPE_SANDBOX, folder, "tapscope-sandbox")};
    must(std::system(("setcap cap_net_admin,cap_net_raw+ep " + scene.rightsHelper).c_str()) == 0, "setcap");
    setenv("SCENE", folder.c_str(), 1);
    must(std::system(prepare) == 0, "prepare the devices of the test");
    must(setgroups(0, nullptr) == 0 && setresgid(ordinaryUser, ordinaryUser, ordinaryUser) == 0 &&
             setresuid(ordinaryUser, ordinaryUser, ordinaryUser) == 0,
         "become an ordinary user");
    must(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0, "be seen in /proc");
    setenv("HOME", folder.c_str(), 1);
    return scene;
}

} // namespace tapscope::test
