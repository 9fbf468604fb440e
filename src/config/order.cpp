#include "config/order.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <unordered_map>

namespace mcpctl {

namespace {

// One edge: the server comes after `earlier`, as said at `spot`.
struct Edge
{
  std::size_t earlier;
  Spot spot;
};

std::string place_of(const Spot& spot)
{
  return spot.source->file().shown + ":" + std::to_string(spot.line);
}

class Order
{
public:
  Order(std::vector<Server>& servers, const std::set<std::string>& names, Problems& problems)
      : servers_(servers), names_(names), problems_(problems), edges_(servers.size()),
        states_(servers.size(), State::unseen)
  {
    for (std::size_t i = 0; i < servers.size(); ++i)
      places_.emplace(servers[i].name.str(), i);
  }

  void add(const OrderWish& wish)
  {
    for (const Value& name : *wish.names->array())
      add(wish, name);
  }

  void report_cycles()
  {
    for (std::size_t i = 0; i < servers_.size(); ++i)
      visit(i);
  }

private:
  enum class State { unseen, on_path, seen };

  void add(const OrderWish& wish, const Value& value)
  {
    const std::string& written = *value.text();
    const std::string full =
        names_.contains(wish.prefix + written) ? wish.prefix + written : written;
    Server& server = servers_[wish.server];
    if (!names_.contains(full)) {
      report_unknown(wish, value);
    } else if (full == server.name.str()) {
      if (!wish.inherited)
        problems_.error(value.spot, "\"" + written + "\" cannot start after itself");
    } else if (const auto found = places_.find(full); found != places_.end()) {
      const Server& earlier = servers_[found->second];
      const bool known = std::any_of(server.after.begin(), server.after.end(),
                                     [&](const auto& one) { return one.server == earlier.name; });
      if (known)
        return;
      Predecessor predecessor{.server = earlier.name, .units = {}};
      for (const InstanceId& id : instances_of(earlier))
        predecessor.units.push_back(unit_of(id, earlier.type));
      server.after.push_back(std::move(predecessor));
      edges_[wish.server].push_back({found->second, value.spot});
    }
  }

  void report_unknown(const OrderWish& wish, const Value& value)
  {
    std::vector<std::string_view> candidates;
    for (const std::string_view name : names_) {
      candidates.push_back(name);
      if (!wish.prefix.empty() && name.starts_with(wish.prefix))
        candidates.push_back(name.substr(wish.prefix.size()));
    }
    const auto nearest = nearest_word(*value.text(), candidates);
    problems_.error(value.spot,
                    "after: there is no server \"" + *value.text() + "\" in the files read",
                    nearest ? "did you mean \"" + std::string(*nearest) + "\"?"
                            : "-c FILE, repeated, reads several files together");
  }

  void visit(std::size_t server)
  {
    if (states_[server] != State::unseen)
      return;
    states_[server] = State::on_path;
    path_.push_back(server);
    for (const Edge& edge : edges_[server]) {
      if (states_[edge.earlier] == State::on_path)
        report_cycle(edge);
      else
        visit(edge.earlier);
    }
    path_.pop_back();
    states_[server] = State::seen;
  }

  // `last` leads from the end of the path back to a server on it.
  void report_cycle(const Edge& last)
  {
    std::string names;
    std::string places;
    for (auto at = std::find(path_.begin(), path_.end(), last.earlier); at != path_.end(); ++at) {
      const bool is_end = at + 1 == path_.end();
      const std::size_t next = is_end ? last.earlier : *(at + 1);
      names += servers_[*at].name.str() + " → ";
      places += (places.empty() ? "see " : ", ") + place_of(spot_of(*at, next));
    }
    problems_.error(last.spot,
                    "servers that start after each other: " + names
                        + servers_[last.earlier].name.str(),
                    places);
  }

  [[nodiscard]] const Spot& spot_of(std::size_t server, std::size_t earlier) const
  {
    const std::vector<Edge>& edges = edges_[server];
    return std::find_if(edges.begin(), edges.end(),
                        [earlier](const Edge& edge) { return edge.earlier == earlier; })
        ->spot;
  }

  std::vector<Server>& servers_;
  const std::set<std::string>& names_;
  Problems& problems_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<State> states_;
  std::vector<std::size_t> path_;
};

} // namespace

void resolve_order(std::vector<Server>& servers, const std::vector<OrderWish>& wishes,
                   const std::set<std::string>& names, Problems& problems)
{
  Order order(servers, names, problems);
  for (const OrderWish& wish : wishes)
    order.add(wish);
  order.report_cycles();
}

} // namespace mcpctl
