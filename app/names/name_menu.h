#pragma once

#include <QMenu>

#include <vector>

namespace tapscope {

class NameKeeper;
class Profiles;
struct NameSwitches;

/// Switches for the names that are shown beside or instead of addresses and ports. They are kept in the profile.
class NameMenu final : public QMenu {
    Q_OBJECT

public:
    NameMenu(NameKeeper& names, Profiles& profiles, QWidget* parent = nullptr);

private:
    struct Switch {
        QAction* action;
        bool NameSwitches::* which;
        bool isOnAtFirst;
    };
    void add(const QString& key, const QString& title, const QString& about, bool NameSwitches::* which,
             bool isOnAtFirst);
    /// Sets the switches from the profile.
    void restore();
    void apply();

    NameKeeper& names_;
    Profiles& profiles_;
    std::vector<Switch> switches_;
};

} // namespace tapscope
