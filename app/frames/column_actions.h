#pragma once

#include "list_column.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QMenu;
class QTreeView;

namespace tapscope {

class FrameListView;
class ListHeader;
class Profiles;
struct Actions;

/// Implements the actions on the list's columns: adding a field's column, editing and resetting. Stores the columns in
/// the profile, and loads them when the profile changes. GUI thread.
class ColumnActions final : public QObject {
    Q_OBJECT

public:
    /// `fields` is the tree whose current field becomes a column.
    ColumnActions(const Actions& actions, FrameListView& list, QTreeView& fields, Profiles& profile,
                  QObject* parent = nullptr);
    /// Writes the last changes to the settings now instead of a moment later.
    void keep();

    /// The menus "Columns" and "Sort by" for the menu bar.
    [[nodiscard]] QMenu* columnsMenu() const noexcept { return columnsMenu_; }
    [[nodiscard]] QMenu* sortMenu() const noexcept { return sortMenu_; }

signals:
    void noted(const QString& text);

private:
    void apply(const ListColumns& columns);
    void loadColumns();
    void store();
    /// Adds a column before the Info column, or shows the column that already exists.
    void add(const ListColumn& column);
    void addCurrentField();
    void askColumn();
    void edit(int section);
    void reset();
    [[nodiscard]] ListHeader& header() const;

    FrameListView& list_;
    QTreeView& fields_;
    Profiles& profile_;
    QMenu *columnsMenu_, *sortMenu_;
    QTimer storing_; ///< a drag of a border changes the width many times
};

} // namespace tapscope
