// Makes a replica set of MongoDB servers that have just been started, and the two users it needs; finds everything there on later runs and changes
// nothing but a password that is now another. Runs on the first member, because a server without users lets only its own machine in.
//   mongosh --nodb --quiet replica-set.js
// MONGO_MEMBERS host:port,…   MONGO_ROOT_PASSWORD of the user root   MONGO_PASSWORD of the user trellis   MONGO_DATABASE what trellis may use

const { MONGO_MEMBERS: members, MONGO_ROOT_PASSWORD: rootPassword, MONGO_PASSWORD: password, MONGO_DATABASE: database } = process.env;
const SET = 'trellis';
const minutes = 3;

function until(what, look) {
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; sleep(500)) {
    const found = look();
    if (found) {
      return found;
    }
  }
  throw new Error(`${what}: not within ${minutes} minutes`);
}

const here = until('The server answers', () => {
  try {
    return new Mongo('mongodb://127.0.0.1:27017/?directConnection=true');
  } catch (notYet) {
    return null;
  }
});
const hello = () => here.getDB('admin').hello();

if (!hello().setName) {
  const list = members.split(',').map((host, i) => ({ _id: i, host, priority: i === 0 ? 2 : 1 }));
  here.getDB('admin').runCommand({ replSetInitiate: { _id: SET, members: list } });
}
until('The replica set has a primary', () => hello().primary);

const uri = `mongodb://root:${encodeURIComponent(rootPassword)}@${members}/admin?replicaSet=${SET}`;
function signIn() {
  try {
    return new Mongo(uri).getDB('admin');
  } catch (refused) {
    if (refused.codeName !== 'AuthenticationFailed') {
      throw refused;
    }
    return null;
  }
}

let admin = signIn();
if (!admin) {
  // Allowed once only, from this machine, while there is no user yet; a wrong password ends here.
  until('This member is the primary', () => hello().isWritablePrimary);
  try {
    here.getDB('admin').runCommand({ createUser: 'root', pwd: rootPassword, roles: ['root'] });
  } catch (refused) {
    throw new Error(`The user root has another password than MONGO_ROOT_PASSWORD, or is not there and can't be made: ${refused.message}`);
  }
  admin = until('The user root may sign in', signIn);
}

const rights = { pwd: password, roles: [{ role: 'dbOwner', db: database }] };
if (admin.runCommand({ usersInfo: 'trellis' }).users.length === 0) {
  admin.runCommand({ createUser: 'trellis', ...rights });
} else {
  admin.runCommand({ updateUser: 'trellis', ...rights });
}
print('The replica set is ready.');
