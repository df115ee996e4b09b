/// Where one person is told of things in one workspace; there is one for each membership.
package enum Inbox {}
